"""Markdown: what a person reads in it: no marks, headings and list items as parts; a front matter's own fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kronika.gather.decode import decode
from kronika.gather.options import GatherOptions
from kronika.gather.raw import CELLS, Blocks, Raw, Source
from kronika.records import Origin, Problem
from kronika.records.reports import Role

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_DEEP = 20  # levels of nesting that are read; deeper ones only cost time


def _inline(token: Token) -> str:
    """The words of a line: links and emphasis without their marks, pictures as their description."""
    words = []
    for child in token.children or []:
        if child.type in ("text", "code_inline", "image"):
            words.append(child.content)
        elif child.type == "softbreak":
            words.append(" ")
        elif child.type == "hardbreak":
            words.append("\n")
    return "".join(words)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of a leading "---" block, and the text behind it."""
    match = _FRONT.match(text)
    if not match or "*" in match.group(1):  # aliases can grow without bound
        return {}, text
    try:
        fields = yaml.safe_load(match.group(1))
    except yaml.YAMLError:
        return {}, text
    return (fields, text[match.end() :]) if isinstance(fields, dict) else ({}, text)


def _fill(blocks: Blocks, tokens: list[Token]) -> None:
    role: Role | None = None
    marks: list[int | None] = []  # the running number of each open list, None for bullets
    lead = ""
    row: list[str] = []
    cell = False
    for token in tokens:
        if token.type == "heading_open":
            role = "headline"
        elif token.type == "ordered_list_open":
            marks.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            marks.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            marks.pop()
        elif token.type == "list_item_open":
            number = marks[-1]
            lead = "• " if number is None else f"{number}. "
            if number is not None:
                marks[-1] = number + 1
        elif token.type in ("th_open", "td_open"):
            cell = True
        elif token.type == "tr_close":
            blocks.add(CELLS.join(filter(None, row)), "body")
            row, cell = [], False
        elif token.type == "inline" and cell:
            row.append(_inline(token))
        elif token.type == "inline":
            blocks.add(lead + _inline(token), "list" if lead else role, tight=bool(lead))
            lead, role = "", None
        elif token.type in ("fence", "code_block"):
            blocks.add(token.content)


def read_markdown(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    text, notes = decode(source.path.read_bytes())
    fields, body = _front_matter(text)
    blocks = Blocks()
    _fill(blocks, MarkdownIt("commonmark", {"maxNesting": _DEEP, "html": False}).enable("table").parse(body))

    def field(*names: str) -> str | None:
        return next((str(fields[name]).strip() for name in names if fields.get(name)), None)

    yield Raw(
        blocks.text,
        Origin(source.name),
        hints=blocks.hints,
        title=field("title"),
        publisher=field("publisher", "source"),
        published=field("published", "date"),
        url=field("url", "link"),
        language=field("language", "lang"),
        notes=notes,
    )
