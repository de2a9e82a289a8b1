"""Lemmas as edit scripts: what to cut from a word's end, what to put there, and how to write it (after UDPipe's rules)."""

from __future__ import annotations

from collections.abc import Container, Mapping

KEEP, LOWER = "k", "l"


def script_of(form: str, lemma: str) -> str:
    """The edit script from ``form`` to ``lemma``: ``<case>|<letters cut>|<suffix>``, or ``=lemma`` where none is short."""
    case = KEEP
    if form != lemma and form.lower() != form and lemma.lower() == lemma:
        case, form = LOWER, form.lower()
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    if shared == 0 or len(form) - shared > 4:
        return "=" + lemma
    return f"{case}|{len(form) - shared}|{lemma[shared:]}"


def apply_script(form: str, script: str) -> str:
    """The lemma that ``script`` makes of ``form``; the form itself where the script does not fit it."""
    if script.startswith("="):
        return script[1:]
    case, cut, suffix = script.split("|", 2)
    if case == LOWER:
        form = form.lower()
    if int(cut) >= len(form):
        return form
    return form[: len(form) - int(cut)] + suffix


class Lemmas:
    """Lemmas of words: those that training saw by a list, others by script, checked against the words PropBank knows.

    ``seen`` maps "form/UPOS" (lower case) to a lemma; ``known`` holds words that are lemmas of some predicate.
    """

    def __init__(self, seen: Mapping[str, str], known: Container[str]) -> None:
        self._seen, self._known = seen, known

    def of(self, form: str, script: str, upos: str, xpos: str, *, loud: bool = False) -> str:
        """The lemma of a word in a sentence; ``loud`` says that the sentence is written in capitals, which no lemma is."""
        if upos != "PROPN":
            listed = self._seen.get(f"{form.lower()}/{upos}")
            if listed:
                return listed
        lemma = apply_script(form, script)
        if loud and lemma.isupper() and len(lemma) > 1:
            lemma = lemma.capitalize() if upos == "PROPN" else lemma.lower()
        if upos in {"VERB", "NOUN"} and lemma.lower() not in self._known:
            likely = [g for g in guesses(form.lower(), xpos) if g in self._known]
            regular = lemma[:-2] + "y" if lemma.endswith("ie") and form.lower().endswith("ies") else lemma
            return likely[0] if likely else regular
        return lemma


def guesses(form: str, xpos: str) -> list[str]:
    """Lemmas that English spelling would allow for an inflected form, the likelier first."""
    endings = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s"}
    ending = endings.get(xpos, "")
    if not ending or not form.endswith(ending) or len(form) < len(ending) + 2:
        return []
    stem = form[: -len(ending)]
    if ending == "s":
        return [stem, stem[:-1] if stem.endswith("e") else stem, stem[:-2] + "y" if stem.endswith("ie") else stem]
    undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return [stem, stem + "e", undoubled, stem[:-1] + "y" if stem.endswith("i") else stem]
