"""Days and places of reports of several scenes against those noted before: ``python -m benchmarks.scenes gold/scenes.txt``."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from kronika.flow import Tools, code_reports, load_tools
from kronika.gather import gather_text
from kronika.records import Date, Place

MARK = re.compile(r"\{([^|{}]+)\|([^|{}]*)\|([^|{}]*)\}")
Marks = list[tuple[int, int, str, str]]  # start and end of a trigger's words, its day, its place


def read_marks(told: str) -> tuple[str, Marks]:
    """The text without marks, and the marks."""
    text, marks, position = "", Marks(), 0
    for match in MARK.finditer(told):
        text += told[position : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2], match[3]))
        text, position = text + match[1], match.end()
    return text + told[position:], marks


def judge_day(date: Date | None, want: str) -> str:
    first, last = (str(date.first or ""), str(date.last or "")) if date else ("", "")
    if want == "?":
        return "wrong" if first or last else "right"
    if not first and not last:
        return "missing"
    start, _, end = want.partition("..")
    if (first, last) == (start, end or start):
        return "right"
    return "wide" if first <= start and (not last or last >= (end or start)) else "wrong"


def judge_place(place: Place | None, want: str) -> str:
    if place is None or place.name is None:
        return "missing"
    return "right" if _plain(want) in _plain(place.name) or _plain(place.name) in _plain(want) else "wrong"


def _plain(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c)).lower()


def score(told: str, tools: Tools, days: Counter[str], places: Counter[str]) -> None:
    """Adds one report's judgements; events that are not coded count under "not coded"."""
    text, marks = read_marks(told)
    (coded,) = code_reports([gather_text(text)], tools)
    for start, end, day, place in marks:
        mention = next((m for m in coded.mentions if m.trigger.start < end and m.trigger.end > start), None)
        if day != "-":
            days["not coded" if mention is None else judge_day(mention.date, day)] += 1
        if place != "-":
            places["not coded" if mention is None else judge_place(mention.place, place)] += 1


def main(path: str) -> None:
    tools = load_tools()
    stories = re.split(r"^=== (\w+): .*\n", Path(path).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for name in dict.fromkeys(stories[::2]):
        days: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for group, told in zip(stories[::2], stories[1::2], strict=True):
            if group == name:
                score(told.strip(), tools, days, places)
        for field, found in (("day", days), ("place", places)):
            judged = found.total() - found["not coded"]
            shares = ", ".join(f"{kind} {found[kind] / judged:.2f}" for kind in ("right", "wide", "missing", "wrong"))
            print(f"{name} {field}: {shares} of {judged}; {found['not coded']} not coded")


if __name__ == "__main__":
    main(sys.argv[1])
