"""Lemmas as edit scripts: what to cut from a word's end, what to put there, and how to write it (after UDPipe's rules)."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache, lru_cache
from importlib.resources import files

KEEP, LOWER = "k", "l"
MOST_KNOWN = 20_000  # words whose lemmas are kept at hand


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


PREFIXES = ("over", "under", "with", "out", "up", "fore", "mis", "re", "un", "counter")
ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s"}
_SYLLABLE = re.compile(r"[aeiouy]+")
_NEEDS_E = re.compile(r"(?:[vuc]|[aeiou]z|[rd]g|[bcdfgkptz]l|[lnrp]s)$")  # "charg", "toppl", "organiz" lack their e
_DOUBLES = re.compile(r"(?:^|qu|[^aeiou])[aeiouy][bdfgklmnprstvz]$")  # "ban", "visit", "quit"; not "gain"


@cache
def irregular(kind: str) -> dict[str, str]:
    """Irregular forms of one kind ("verbs", "plurals") to their lemmas; of a form of two verbs ("lay") the first listed."""
    found: dict[str, str] = {}
    text = files("kronika.read").joinpath(f"irregular_{kind}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        lemma, *forms = line.partition("#")[0].split() or [""]
        for form in forms:
            found.setdefault(form, lemma)
    return found


def irregular_past(form: str) -> str | None:
    """The lemma of an irregular past form, also behind a prefix ("withdrew", "overthrown")."""
    found = irregular("verbs")
    if form in found:
        return found[form]
    bare = ((prefix, form.removeprefix(prefix)) for prefix in PREFIXES if form.startswith(prefix))
    return next((prefix + found[rest] for prefix, rest in bare if len(rest) > 2 and rest in found), None)


def american(lemma: str) -> str:
    """The spelling under which PropBank lists a British lemma ("organise", "analyse", "labour"); others as they are."""
    if lemma.endswith(("yse", "ise")) and len(lemma) > 5:
        return lemma[:-2] + "ze"
    return lemma[:-3] + "or" if lemma.endswith("our") and len(lemma) > 5 else lemma


class Lemmas:
    """Lemmas of words: those that training saw by a list, verbs and nouns by the rules of spelling, others by script.

    ``seen`` maps "form/UPOS" (lower case) to a lemma; ``known`` holds words that are lemmas of some predicate.
    """

    def __init__(self, seen: Mapping[str, str], known: Container[str]) -> None:
        self._seen, self._known = seen, known
        self.of = lru_cache(MOST_KNOWN)(self._of)  # most words of a text have been met before

    def _of(self, form: str, script: str, upos: str, xpos: str, loud: bool = False) -> str:
        """The lemma of a word in a sentence; ``loud`` says that the sentence is written in capitals, which no lemma is."""
        if upos != "PROPN":
            listed = self._seen.get(f"{form.lower()}/{upos}")
            if listed:
                return listed
        lemma = apply_script(form, script)
        if loud and lemma.isupper() and len(lemma) > 1:
            lemma = lemma.capitalize() if upos == "PROPN" else lemma.lower()
        return self._spelled(form.lower(), lemma, xpos) if upos in {"VERB", "NOUN"} else lemma

    def _spelled(self, form: str, scripted: str, xpos: str) -> str:
        """The lemma that spelling allows: a known word if there is one, else the script's proposal where that is possible."""
        before, hyphen, last = form.rpartition("-")
        lemma = self._of_one(last, scripted.rpartition("-")[2], xpos) if hyphen else None
        if lemma and lemma != last:
            return f"{before}-{lemma}"
        return scripted if hyphen else self._of_one(form, scripted, xpos)

    def _of_one(self, form: str, scripted: str, xpos: str) -> str:
        past = irregular_past(form) if xpos in {"VBD", "VBN"} else plural_of(form) if xpos == "NNS" else None
        if past:
            return past
        if xpos in {"VB", "VBP", "NN"}:
            return form if scripted.lower() != form and self._is_known(form) else scripted
        possible = guesses(form, xpos)
        likely = [g for g in possible if self._is_known(g)]
        likely = likely or (possible[:1] if form.endswith("ies") else _whole(possible))
        return likely[0] if likely and scripted.lower() not in likely else scripted

    def _is_known(self, lemma: str) -> bool:
        return lemma in self._known or american(lemma) in self._known


def _whole(lemmas: list[str]) -> list[str]:
    """Those that may end a word as they do ("charg" may not); all if none may."""
    return [x for x in lemmas if not _NEEDS_E.search(x)] or lemmas


def plural_of(form: str) -> str | None:
    """The singular of an irregular plural."""
    if form.endswith("men") and len(form) > 4:
        return form[:-2] + "an"
    return irregular("plurals").get(form)


def guesses(form: str, xpos: str) -> list[str]:
    """Lemmas that English spelling allows for an inflected form, the likelier first; none if the form shows no ending."""
    ending = ENDINGS.get(xpos, "")
    if not ending or not form.endswith(ending) or len(form) < len(ending) + 2:
        return []
    stem = form[: -len(ending)]
    if ending == "s":
        tried, least = [stem[:-2] + "y", stem, stem[:-1]], 2
    else:
        tried, least = [stem, stem[:-1], stem + "e", stem[:-1] + ("ie" if ending == "ing" else "y")], 3
    return [lemma for lemma in tried if len(lemma) >= least and form in spellings(lemma, ending)]


def spellings(lemma: str, ending: str) -> set[str]:
    """How a lemma may be spelled with the regular ending "s", "ed" or "ing"."""
    consonant_y = lemma[-1] == "y" and lemma[-2] not in "aeiou"
    if ending == "s":
        if consonant_y:
            return {lemma[:-1] + "ies"}
        if lemma.endswith(("s", "x", "z", "ch", "sh")):
            return {lemma + "es", lemma + lemma[-1] + "es"}
        return {lemma + "s", lemma + "es"} if lemma[-1] == "o" else {lemma + "s"}
    if lemma[-1] == "e":
        kept = {lemma + "ing"} if lemma.endswith(("ee", "oe", "ye")) else {lemma[:-1] + "ing"}
        return {lemma + "d"} if ending == "ed" else {lemma[:-2] + "ying"} if lemma.endswith("ie") else kept
    if consonant_y and ending == "ed":
        return {lemma[:-1] + "ied"}
    plain, doubled = lemma + ending, lemma + lemma[-1] + ending
    if lemma[-1] == "c":
        return {lemma + "k" + ending}
    if not _DOUBLES.search(lemma):
        return {plain, doubled} if lemma[-1] in "ls" else {plain}
    return {doubled} if len(_SYLLABLE.findall(lemma.replace("qu", "q"))) == 1 else {plain, doubled}
