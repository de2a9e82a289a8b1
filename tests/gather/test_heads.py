"""The heads and feet of reports in many layouts: each line's role, the title, who published it and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kronika.gather import mark_parts
from kronika.gather.head import Head, read_head

_ROLES = {
    "H": "headline",
    "B": "byline",
    "D": "dateline",
    "T": "body",
    "L": "list",
    "C": "caption",
    "N": "boilerplate",
}


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    parts: tuple[str, ...]
    head: Head


def _case(told: str) -> Case:
    top, _, body = told.partition("\n")
    name, publisher, published = (None if piece == "-" else piece for piece in re.split(r"\s*\|\s*", top))
    parts: list[str] = []
    title: str | None = None
    for line in body.strip("\n").split("\n"):
        for piece in re.split(r"\s*~", line) if line else ():
            mark, _, words = piece.partition(" ")
            if mark == "+":
                parts[-1] += "\n" + words
                title = f"{title} {words}"
            else:
                parts.append(f"{_ROLES[mark[0]]}: {words}")
                title = words if mark.endswith("*") else title
    text = re.sub(r"^(?:[A-Z]\*?|\+) ", "", re.sub(r" ?~[A-Z]\*?", "", body.strip("\n")), flags=re.MULTILINE)
    return Case(str(name), text, tuple(parts), Head(title, publisher, published))


def _cases() -> list[Case]:
    told = Path(__file__).with_name("heads.txt").read_text(encoding="utf-8")
    return [_case(words) for words in re.split(r"^=== ", told, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_heads(case: Case) -> None:
    parts = mark_parts(case.text)
    assert tuple(f"{part.role}: {part.span.of(case.text)}" for part in parts) == case.parts
    assert read_head(case.text, parts) == case.head
