"""The formats Kronika reads, by suffix and by first bytes. A new one is a small file like plain.py and a line in FORMATS."""

from __future__ import annotations

import re
import zipfile
from importlib import import_module
from typing import cast

from kronika.gather.decode import marked_encoding
from kronika.gather.raw import Reader, Source

# suffix -> module and function; a module is imported when the first such file comes
FORMATS: dict[str, str] = {
    ".txt": "plain.read_plain",
    ".text": "plain.read_plain",
    ".md": "markdown.read_markdown",
    ".markdown": "markdown.read_markdown",
    ".html": "html.read_html",
    ".htm": "html.read_html",
    ".xhtml": "html.read_html",
    ".mhtml": "html.read_mhtml",
    ".mht": "html.read_mhtml",
    ".pdf": "pdf.read_pdf",
    ".docx": "docx.read_docx",
    ".csv": "tables.read_delimited",
    ".tsv": "tables.read_delimited",
    ".jsonl": "tables.read_json_lines",
    ".ndjson": "tables.read_json_lines",
    ".json": "tables.read_json_array",
    ".parquet": "tables.read_parquet",
}
TELEGRAM = "telegram.read_telegram"
_HEAD = 4096  # bytes looked at
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLE_KEY = re.compile(rb'\A\s*\{\s*"')
_HTML = re.compile(rb"\A\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body|article|div)\b", re.IGNORECASE)


def _looks_binary(head: bytes) -> bool:
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return odd > max(16, 0.02 * len(head)) and marked_encoding(head) is None


def _by_content(source: Source, head: bytes) -> str | None:
    """The format that the first bytes show."""
    if head.startswith(b"%PDF"):
        return FORMATS[".pdf"]
    if head.startswith(b"PAR1"):
        return FORMATS[".parquet"]
    if head.startswith(b"PK\x03\x04") and zipfile.is_zipfile(source.path):
        with zipfile.ZipFile(source.path) as package:
            return FORMATS[".docx"] if "word/document.xml" in package.namelist() else None
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(text):
        return FORMATS[".html"]
    if text.lstrip().startswith(b"[{"):
        return FORMATS[".json"]
    if _TABLE_KEY.match(text):
        return FORMATS[".jsonl"]
    return None


def choose_reader(source: Source) -> Reader | str:
    """The reader for a file, or why there is none. What the bytes show counts more than a wrong suffix."""
    with source.path.open("rb") as handle:
        head = handle.read(_HEAD)
    suffix = source.path.suffix.lower()
    named = FORMATS.get(suffix)
    if not head:
        return "empty file"
    if head.startswith(_OLE):
        return "locked with a password, or in the old Word format: save it as DOCX without a password"
    shown = _by_content(source, head)
    if suffix in ("", ".json") and shown == FORMATS[".jsonl"] and b'"messages"' in head:
        return _load(TELEGRAM)
    if suffix == ".json" and shown:
        return _load(shown)
    if named in (FORMATS[".pdf"], FORMATS[".docx"], FORMATS[".parquet"]):
        return _load(named)
    if shown in (FORMATS[".pdf"], FORMATS[".docx"], FORMATS[".parquet"]):
        return _load(shown)
    if named:
        return _load(named) if not _looks_binary(head) else f"a binary file, although it is called {suffix}"
    if _looks_binary(head):
        return "not in a format that Kronika reads"
    return _load(shown or FORMATS[".txt"])


def _load(name: str) -> Reader:
    module, function = name.split(".")
    return cast(Reader, getattr(import_module(f"kronika.gather.{module}"), function))
