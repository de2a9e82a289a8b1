"""Lemmas as edit scripts: what to cut from a word's end, what to put there, and how to write it (after UDPipe's rules)."""

from __future__ import annotations

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


def lemma_of(form: str, script: str, upos: str, *, loud: bool = False) -> str:
    """The lemma of a word in a sentence; ``loud`` says that the sentence is written in capitals, which no lemma is."""
    lemma = apply_script(form, script)
    if loud and lemma.isupper() and len(lemma) > 1:
        return lemma.capitalize() if upos == "PROPN" else lemma.lower()
    return lemma
