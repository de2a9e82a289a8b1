"""Saved web pages: main text and metadata by trafilatura, captions and lists kept; nothing in a page is ever run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html
from trafilatura.settings import Document

from kronika.gather.decode import decode
from kronika.gather.options import GatherOptions
from kronika.gather.raw import Blocks, Raw, Source
from kronika.records import Origin, Problem
from kronika.records.reports import Role

_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
_BREAK = re.compile(r" ?\0 ?")
_ROLES: dict[str, Role] = {"head": "headline", "item": "list", "row": "list"}


def _words(element: Any) -> str:
    """The element's words on one line; a new one only where the page breaks it."""
    pieces = []
    for node in element.iter():
        if node.tag == "lb":
            pieces.append("\0")
        elif node.text and isinstance(node.tag, str):
            pieces.append(node.text)
        if node.tail and node is not element:
            pieces.append(node.tail)
    return _BREAK.sub("\n", _SPACE.sub(" ", "".join(pieces))).strip()


def _is_shown(title: str, tree: Any) -> bool:
    """The title stands in the page itself, not only in its head."""
    wanted = _SPACE.sub(" ", title).strip()
    return any(_words(heading) == wanted for heading in tree.iter("h1", "h2", "h3"))


def _free_captions(tree: Any) -> set[str]:
    """Turn each figure's caption into a paragraph, which the extraction keeps, and say which those are."""
    captions = set()
    for caption in list(tree.iter("figcaption")):
        words = _words(caption)
        figure = next(caption.iterancestors("figure"), caption)
        parent = figure.getparent()
        if not words or parent is None:
            continue
        paragraph = etree.Element("p")
        paragraph.text = words
        paragraph.tail, figure.tail = figure.tail, None
        parent.insert(parent.index(figure) + 1, paragraph)
        caption.getparent().remove(caption)
        captions.add(words)
    return captions


def _fill(blocks: Blocks, element: Any, captions: set[str]) -> None:
    """Walk trafilatura's tree: head, p, list/item, quote, table/row/cell, lb."""
    tight, number = False, 0
    for child in element:
        if child.tag in ("list", "quote", "table", "div", "body", "graphic"):
            _fill(blocks, child, captions)
            continue
        words = " | ".join(filter(None, map(_words, child))) if child.tag == "row" else _words(child)
        role = "caption" if words in captions else _ROLES.get(child.tag)
        number += child.tag == "item"
        lead = "" if child.tag != "item" else f"{number}. " if element.get("rend") == "ol" else "• "
        blocks.add(lead + words if words else "", role, tight=tight and child.tag in ("item", "row"))
        tight = child.tag in ("item", "row")
        if child.tail and child.tail.strip():
            blocks.add(_SPACE.sub(" ", child.tail))


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """By what the page says of its encoding, if that holds; else as any text."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named.group(1).decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def extract(data: bytes, source: Source) -> Raw | Problem:
    """The report in a page's bytes."""
    page, notes = _decode(data)
    parser = lxml_html.HTMLParser(encoding="utf-8")
    tree = lxml_html.fromstring(page.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    captions = _free_captions(tree)
    found = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2999-01-01"},
    )
    if not isinstance(found, Document) or found.body is None:
        return source.problem("no main text found in the page")
    blocks = Blocks()
    title = found.title or ""
    shown = _is_shown(title, tree)
    if shown and title.strip() not in _words(found.body):
        blocks.add(title, "headline")
    _fill(blocks, found.body, captions)
    if not blocks.text:
        return source.problem("no main text found in the page")
    return Raw(
        blocks.text,
        Origin(source.name),
        hints=blocks.hints,
        title=title if shown or len(title.split()) > 3 else None,  # a short one may be the site's
        publisher=found.sitename,
        published=found.date,
        url=found.url,
        notes=notes,
    )


def read_html(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    yield extract(source.path.read_bytes(), source)


def read_mhtml(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    """A page saved by a browser as one file (RFC 2557): its first HTML part."""
    with source.path.open("rb") as handle:
        message = BytesParser(policy=policy.default).parse(handle)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            yield extract(data if isinstance(data, bytes) else b"", source)
            return
    yield source.problem("no page in the file")
