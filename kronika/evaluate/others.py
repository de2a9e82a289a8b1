"""Other people's gold, and other programs' codings.

Gold: PLOVER's gold records (JSON lines with ``text`` and ``event``) and PETRARCH's validation files (``<Sentence>`` with
``<EventCoding eventcode=...>`` and ``<Text>``). Codings: JSON lines, one event each, described in the manual.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kronika.evaluate.gold import Gold, GoldError
from kronika.evaluate.lenient import Telling, sentence_starts, tell
from kronika.gather import gather_text
from kronika.records import Report, Span, report_id

# The first draft of PLOVER, in which the gold records are written, had other names; several types: any of them is right.
FIRST_DRAFT = {
    "DEMAND": ("REQUEST",),
    "DISAPPROVE": ("ACCUSE",),
    "INVESTIGATE": ("ACCUSE",),
    "FIGHT": ("ASSAULT",),
    "YIELD": ("CONCEDE", "RETREAT"),
}
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SENTENCE = re.compile(r"<Sentence\b([^>]*)>(.*?)</Sentence>", re.DOTALL | re.IGNORECASE)
CODING = re.compile(r"<EventCoding\b([^>]*?)/?>", re.DOTALL | re.IGNORECASE)
TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL | re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Asked:
    """One text and the events that some other gold has in it."""

    id: str
    report: Report
    events: tuple[Telling, ...]


def is_other_gold(path: Path) -> bool:
    """Whether a file is one of other people's formats rather than Kronika's own gold."""
    if path.suffix == ".xml":
        return True
    if path.is_dir() or ".jsonl" not in path.suffixes:
        return False
    first = next(iter(_lines(path)), "{}")
    return bool({"text", "event"} <= json.loads(first).keys())


def load_other(path: Path) -> list[Asked]:
    """Raises GoldError, naming the file, for what is not of its shape."""
    try:
        return list(_petrarch(path) if path.suffix == ".xml" else _plover(path))
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{path}: not gold of PLOVER or PETRARCH: {error!r}") from error


def _plover(path: Path) -> Iterator[Asked]:
    for line in _lines(path):
        row: dict[str, Any] = json.loads(line)
        named = row["event"] if isinstance(row["event"], list) else [row["event"]]
        events = tuple(Telling(None, frozenset(FIRST_DRAFT.get(name, (name,)))) for name in named)
        yield Asked(str(row["id"]), _report(str(row["text"]), str(row["id"])), events)


def _petrarch(path: Path) -> Iterator[Asked]:
    """Not read as XML: many of these files leave ``<EventCoding>`` open or hold a bare ampersand."""
    whole = COMMENT.sub("", path.read_text(encoding="utf-8", errors="replace"))
    for head, body in SENTENCE.findall(whole):
        found = TEXT.search(body)
        if found is None:
            continue
        id_ = _attributes(head).get("id", "")
        codes = [code for given in CODING.findall(body) if (code := _attributes(given).get("eventcode", ""))]
        text = " ".join(html.unescape(found.group(1)).split())
        if text:
            yield Asked(
                id_, _report(text, id_), tuple(Telling(None, types) for code in codes if (types := cameo(code)))
            )


def _attributes(head: str) -> dict[str, str]:
    return {name.lower(): html.unescape(value[1:-1]).strip() for name, value in ATTRIBUTE.findall(head)}


def _report(text: str, id_: str) -> Report:
    return replace(gather_text(text), id=f"{report_id(text)}-{id_}", language="en")


def _lines(path: Path) -> Iterator[str]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    yield from (line for line in text.splitlines() if line.strip())


@cache
def _roots() -> dict[str, frozenset[str]]:
    table = yaml.safe_load((Path(__file__).parent / "cameo.yaml").read_text(encoding="utf-8"))
    return {root: frozenset(types) for root, types in table.items()}


def cameo(code: str) -> frozenset[str]:
    """The types that a CAMEO code may become; none for what is no code ("---")."""
    return _roots().get(code[:2], frozenset())


def load_codings(path: Path, gold: Sequence[Gold] | Sequence[Asked]) -> list[list[Telling]]:
    """Another program's events of each gold text, in order; GoldError for a line that cannot be used."""
    rows: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
            rows.setdefault(_key(row.get("file"), row.get("corpus"), row.get("id")), []).append((number, row))
        except (AttributeError, ValueError) as error:
            raise GoldError(f"{path}, line {number}: not a JSON object") from error
    return [
        [_coding(one.report, row, f"{path}, line {number}") for number, row in rows.get(name_of(one), ())]
        for one in gold
    ]


def name_of(one: Gold | Asked) -> str:
    return _key(None, None, one.id) if isinstance(one, Asked) else _key(one.file, one.corpus, one.id)


def _key(file: object, corpus: object, id_: object) -> str:
    return str(file) if file else f"{corpus or ''}#{id_}"


def _coding(report: Report, row: dict[str, Any], where: str) -> Telling:
    types = cameo(str(row["cameo"])) if "cameo" in row else frozenset({str(row.get("type", ""))})
    if not types - {""}:
        raise GoldError(f"{where}: neither a type nor a CAMEO code")
    given = row.get("trigger") or row.get("sentence")
    return tell(sentence_starts(report) if given else (), _place(report.text, given, where), types)


def _place(text: str, given: Any, where: str) -> Span | None:
    """``[start, end]``, or words that occur in the text."""
    if not given:
        return None
    if isinstance(given, str):
        start = text.find(given)
        if start < 0:
            raise GoldError(f"{where}: {given!r} does not occur in the text")
        return Span(start, start + len(given))
    return Span(int(given[0]), int(given[1]))
