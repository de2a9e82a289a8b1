"""Raw texts to reports: parts marked, what is given or found is checked, everything odd becomes a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from kronika.gather.days import lies_ahead, read_day
from kronika.gather.decode import make_writable
from kronika.gather.head import Head, read_head
from kronika.gather.language import detect_language
from kronika.gather.options import GatherOptions
from kronika.gather.parts import mark_parts
from kronika.gather.raw import Raw
from kronika.records import Origin, Part, Problem, Report, hash_id, report_id, text_sha256
from kronika.records.reports import PublishedBasis

_LOST = 0.3  # of a text's characters: where more could not be read, it is none


def where_of(origin: Origin) -> str:
    """A file, and the row in it, as a problem names it."""
    return origin.path if origin.row is None else f"{origin.path}, row {origin.row}"


def _published(
    raw: Raw, head: Head, options: GatherOptions, notes: list[str]
) -> tuple[str | None, PublishedBasis | None]:
    """The first of: given by the user, by the row or file, by the text; a day that cannot be is a note and unknown."""
    today = options.today or datetime.now(UTC).date()
    offers: tuple[tuple[str | None, PublishedBasis], ...] = (
        (options.published, "given"),
        (raw.published, raw.published_basis),
        (head.published, "text"),
    )
    for offer, basis in offers:
        if not offer:
            continue
        day = read_day(offer, given=True)
        if day is None:
            notes.append(f'publication date "{offer[:80]}" not understood; write it as YYYY-MM-DD')
        elif lies_ahead(day, today):
            notes.append(f"publication date {day} lies in the future: taken as unknown")
        else:
            return day, basis
        if basis == "given":
            return None, None  # what a person gave and got wrong is not replaced by a guess
    return None, None


def _title_hint(text: str, title: str | None) -> tuple[Part, ...]:
    """The first line where it is the title that the row gives, whatever it ends with."""
    start = len(text) - len(text.lstrip())
    end = start + len(title.strip()) if title else 0
    if not title or not title.strip() or not text.startswith(title.strip(), start):
        return ()
    return (Part(start, end, "headline"),) if text[end : end + 3].lstrip(" \t\r")[:1] == "\n" else ()


def _language(raw: Raw, text: str, options: GatherOptions) -> str | None:
    given = options.language or raw.language
    return given.strip().lower().replace("_", "-").split("-")[0] if given and given.strip() else detect_language(text)


def make_report(raw: Raw, options: GatherOptions) -> Iterator[Report | Problem]:
    """The report, then its problems; only problems if there is no text or too much."""
    text, replaced = make_writable(raw.text)
    where = where_of(raw.origin)
    if not text.strip() or not any(character.isprintable() and not character.isspace() for character in text):
        yield Problem("gather", "empty: no text in it", origin=where)
        return
    if len(text) > options.max_characters:
        message = (
            f"{len(text):,} characters are more than one report may have ({options.max_characters:,}): passed over"
        )
        yield Problem("gather", message, origin=where)
        return
    if text.count("\ufffd") > _LOST * len(text):
        yield Problem("gather", "not a text: most of it is no characters; passed over", origin=where)
        return
    notes = list(raw.notes)
    if replaced:
        told = "1 character" if replaced == 1 else f"{replaced:,} characters"
        notes.append(f"{told} that no file can hold (NUL, lone surrogates) became U+FFFD")
    parts = mark_parts(text, raw.hints or _title_hint(text, raw.title))
    head = read_head(text, parts)
    published, basis = _published(raw, head, options, notes)
    report = Report(
        id=raw.id or report_id(text),
        text=text,
        sha256=text_sha256(text),
        title=raw.title or head.title,
        publisher=options.publisher or raw.publisher or head.publisher,
        published=published,
        published_basis=basis,
        url=raw.url,
        language=_language(raw, text, options),
        parts=parts,
        origins=(raw.origin,),
        forwarded_from=raw.forwarded_from,
    )
    yield report
    yield from (Problem("gather", note, report=report.id, origin=where) for note in notes)


def merge_duplicates(items: Iterable[Report | Problem]) -> Iterator[Report | Problem]:
    """Each report once. A later copy becomes a problem that names both origins; so does another text under the same id.

    The same words under another publisher are a report of their own, with the id that a store would give it: an outlet that
    copies an agency must not vanish.
    Holds ids, hashes and first origins only. A store that notes every origin of a report needs no such filter.
    """
    seen: dict[str, tuple[str, Origin, str | None]] = {}
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        origin = item.origins[0] if item.origins else Origin("?")
        if item.id not in seen:
            seen[item.id] = (item.sha256, origin, item.publisher)
            yield item
            continue
        sha256, first, publisher = seen[item.id]
        copied = f"{item.id}~{hash_id('', item.sha256, item.publisher, item.url)[:8]}"
        if (
            sha256 == item.sha256
            and item.publisher
            and publisher
            and item.publisher != publisher
            and copied not in seen
        ):
            seen[copied] = (item.sha256, origin, item.publisher)
            yield replace(item, id=copied)
            continue
        same = f"the same report as {where_of(first)}: kept once"
        other = f'another text under the id "{item.id}" of {where_of(first)}: passed over'
        yield Problem("gather", same if sha256 == item.sha256 else other, report=item.id, origin=where_of(origin))


def with_origins(report: Report, origins: Iterable[Origin]) -> Report:
    """The report with further places where it was found, each once."""
    return replace(report, origins=tuple(dict.fromkeys((*report.origins, *origins))))
