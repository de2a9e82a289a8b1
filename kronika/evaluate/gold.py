"""Gold: stand-off annotations of reports, one JSON object a line; the words themselves stay where they lie.

A line names its report, by ``file`` (beside the gold file) or by ``corpus`` and ``id`` (under ``--corpora``), gives the
text's sha256, and lists ``mentions`` and ``figures``. Spans are [start, end] in code points. A field that is absent was
not annotated and is not scored; one that is null or [] was annotated as empty.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kronika.gather import gather_text
from kronika.records import Report, Span, report_id, text_sha256

CLOSED = re.compile(r"""[.?!:;,]["”’')\]]*$""")


class GoldError(Exception):
    """A gold file that cannot be used; the message names file and line."""


class GoldEntity(msgspec.Struct, frozen=True):
    head: tuple[int, int]
    country: str | msgspec.UnsetType | None = msgspec.UNSET
    sectors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class GoldPlace(msgspec.Struct, frozen=True):
    country: str | None = None
    name: str | None = None
    span: tuple[int, int] | None = None


class GoldDate(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    first: str | None = None
    last: str | None = None


class GoldQuantity(msgspec.Struct, frozen=True):
    span: tuple[int, int]
    measure: str
    relation: str = "exactly"
    low: float | None = None
    high: float | None = None


class GoldVoice(msgspec.Struct, frozen=True):
    kind: str
    speaker: tuple[int, int] | None = None
    stance: str = "asserts"


class GoldMention(msgspec.Struct, frozen=True):
    trigger: tuple[int, int]
    type: str
    mode: str | None = None
    status: str | msgspec.UnsetType = msgspec.UNSET
    historical: bool | msgspec.UnsetType = msgspec.UNSET
    attempted: bool | msgspec.UnsetType = msgspec.UNSET
    extent: str | msgspec.UnsetType = msgspec.UNSET
    actors: tuple[GoldEntity, ...] | msgspec.UnsetType = msgspec.UNSET
    recipients: tuple[GoldEntity, ...] | msgspec.UnsetType = msgspec.UNSET
    place: GoldPlace | msgspec.UnsetType | None = msgspec.UNSET
    date: GoldDate | msgspec.UnsetType | None = msgspec.UNSET
    quantities: tuple[GoldQuantity, ...] | msgspec.UnsetType = msgspec.UNSET
    voice: GoldVoice | msgspec.UnsetType = msgspec.UNSET
    content: tuple[tuple[int, int], ...] | msgspec.UnsetType = msgspec.UNSET
    optional: bool = False  # a doubtful case under the guide: neither finding nor missing it counts


class GoldLine(msgspec.Struct, frozen=True):
    sha256: str
    mentions: tuple[GoldMention, ...]
    file: str | None = None
    corpus: str | None = None
    id: str | None = None
    published: str | None = None
    publisher: str | None = None
    figures: tuple[GoldQuantity, ...] | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated report."""

    report: Report
    mentions: tuple[GoldMention, ...]
    figures: tuple[GoldQuantity, ...] | None
    file: str | None = None
    corpus: str | None = None
    id: str | None = None


def load_gold(path: Path, *, corpora: Path | None = None) -> list[Gold]:
    """Read a gold file, or every ``*.jsonl`` of a folder; GoldError where a text is missing or is not the one annotated."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise GoldError(f"{path} holds no gold file (*.jsonl)")
    return [gold for file in files for gold in _read_file(file, corpora)]


def _read_file(path: Path, corpora: Path | None) -> Iterator[Gold]:
    decoder = msgspec.json.Decoder(GoldLine)
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            line = decoder.decode(raw)
        except msgspec.DecodeError as error:
            raise GoldError(f"{path}, line {number}: {error}") from error
        text = text_of(line, path, corpora, number)
        if text_sha256(text) != line.sha256:
            raise GoldError(f"{path}, line {number}: the text is not the one that was annotated (sha256 differs)")
        report = report_of(text, line, f"{path.stem}-{number}", f"{path}, line {number}")
        yield Gold(report, line.mentions, _figures(line), line.file, line.corpus, line.id)


def report_of(text: str, line: GoldLine, suffix: str, where: str) -> Report:
    """The report as ``gather`` makes it of this text: head and paragraphs marked, so that the figures are those of use."""
    try:
        report = gather_text(text, published=line.published, publisher=line.publisher)
    except ValueError as error:
        raise GoldError(f"{where}: {error}") from error
    if report.text != text:
        raise GoldError(
            f"{where}: gathering changes this text, so its offsets cannot be used; annotate the gathered text"
        )
    # Two annotated sentences may be equal; the place in the gold file keeps their reports apart.
    return replace(report, id=f"{report_id(text)}-{suffix}", language="en")


def _figures(line: GoldLine) -> tuple[GoldQuantity, ...] | None:
    return None if isinstance(line.figures, msgspec.UnsetType) else line.figures


def text_of(line: GoldLine, path: Path, corpora: Path | None, number: int) -> str:
    if line.file:
        return (path.parent / line.file).read_text(encoding="utf-8")
    if not (line.corpus and line.id):
        raise GoldError(f"{path}, line {number}: neither a file nor a corpus with an id")
    if corpora is None:
        raise GoldError(f"{path}, line {number}: annotates {line.corpus}; say where the corpora lie: --corpora DIR")
    try:
        return _corpus(corpora / f"{line.corpus}.jsonl.gz")[line.id]
    except (OSError, KeyError) as error:
        raise GoldError(f"{path}, line {number}: {line.corpus} has no text {line.id} under {corpora}") from error


@lru_cache(maxsize=8)
def _corpus(path: Path) -> dict[str, str]:
    """Texts by id; a corpus of sentences gives whole documents, put together by ``compose``.

    A sentence's document is its ``doc``, else what stands before the last "-" of its ``sid``.
    """
    texts: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            row: dict[str, Any] = json.loads(raw)
            name = row.get("doc") or row.get("id") or str(row.get("sid")).rpartition("-")[0]
            texts.setdefault(str(name), []).append(str(row["text"]))
    return {key: compose(parts) for key, parts in texts.items()}


def compose(sentences: Iterable[str]) -> str:
    """Sentences of a corpus as running text; after one that does not end in punctuation, and before, a paragraph ends."""
    text, closed_before = "", False
    for sentence in sentences:
        closed = CLOSED.search(sentence) is not None
        if text:
            text += " " if closed_before and closed else "\n\n"
        text += sentence
        closed_before = closed
    return text


def span(pair: tuple[int, int]) -> Span:
    return Span(*pair)
