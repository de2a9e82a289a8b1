"""Sentences invented for tests, with their trees: ``treebank.txt`` holds them, ``report_of`` puts them together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kronika.records import Reading, Report, Sentence, text_sha256
from tests.code.trees import parse_sentence

TREES = Path(__file__).with_name("treebank.txt")


@cache
def trees() -> dict[str, str]:
    """Sentence -> rows as ``trees.parse_sentence`` reads them."""
    found: dict[str, str] = {}
    for block in TREES.read_text("utf-8").strip().split("\n\n"):
        head, rows = block.split("\n", 1)
        found[head.removeprefix("# ")] = rows
    return found


def report_of(*paragraphs: str | tuple[str, ...], role: str = "body") -> tuple[Report, Reading]:
    """A report of paragraphs; a paragraph is a sentence or several. A sentence may have quotation marks around its text:
    they are put in, and its tree gets tokens for them. Sentences after one that ends with "demands:" are list items.
    """
    text = ""
    read: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        sentences = (paragraph,) if isinstance(paragraph, str) else paragraph
        for n, sentence in enumerate(sentences):
            gap = "" if not text else " " if n else "\n\n"
            listed = bool(read) and (text.endswith("demands:") or read[-1].role == "list")
            offset = len(text) + len(gap)
            words, tree = _read(sentence, len(read), offset, number, "list" if listed else role)
            assert words == sentence, f"{words!r} is not {sentence!r}"
            text += gap + words
            read.append(tree)
    return Report("r1", text, text_sha256(text), published="2020-08-14"), Reading("r1", tuple(read))


def _read(sentence: str, index: int, offset: int, paragraph: int, role: str) -> tuple[str, Sentence]:
    rows = trees().get(sentence)
    if rows is None:
        bare = sentence.strip('“”"')
        rows = _quoted(trees()[bare], sentence.startswith(("“", '"')), sentence.endswith(("”", '"')), sentence)
    return parse_sentence(rows, index=index, offset=offset, paragraph=paragraph, role=role)


def _quoted(rows: str, opens: bool, closes: bool, sentence: str) -> str:
    """The rows with tokens for quotation marks at the edges."""
    lines = [line.split() for line in rows.split("\n")]
    if opens:
        for line in lines:
            line[4] = str(int(line[4]) + 1) if line[4] != "0" else "0"
        lines[0][0] = "~" + lines[0][0]
        root = next(i for i, line in enumerate(lines) if line[4] == "0") + 2
        lines.insert(0, [sentence[0], '"', "PUNCT", "``", str(root), "punct"])
    if closes:
        root = next(i for i, line in enumerate(lines) if line[4] == "0") + 1
        lines.append(["~" + sentence[-1], '"', "PUNCT", "''", str(root), "punct"])
    return "\n".join(" ".join(line) for line in lines)
