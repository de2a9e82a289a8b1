"""Files in, reports out, one at a time: find, choose a reader, read, make a report; a bad file is a problem, not the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kronika.gather.days import read_day
from kronika.gather.files import STANDARD_INPUT, find_files
from kronika.gather.formats import choose_reader
from kronika.gather.options import GatherOptions
from kronika.gather.raw import Raw, Source
from kronika.gather.reports import make_report
from kronika.records import Origin, Problem, Report

_DEFAULTS = GatherOptions()
TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".json"})


def _read(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    reader = choose_reader(source)
    if isinstance(reader, str):
        yield source.problem(reader)
        return
    size = source.path.stat().st_size
    if size > options.max_bytes and reader.__module__.rpartition(".")[2] not in ("tables", "telegram"):
        yield source.problem(f"{size:,} bytes are more than one file may have ({options.max_bytes:,}): passed over")
        return
    yield from reader(source, options)


def _read_safely(source: Source, options: GatherOptions) -> Iterator[Raw | Problem]:
    """Whatever a damaged file makes a format's library raise, the files behind it are still read."""
    try:
        yield from _read(source, options)
    except GeneratorExit:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:300]
        yield source.problem(f"could not be read: {words or type(error).__name__}")


def gather(inputs: Sequence[Path | str], options: GatherOptions = _DEFAULTS) -> Iterator[Report | Problem]:
    """Every report in the files, folders and tables of ``inputs`` ("-": standard input), in order, and what is wrong.

    Streams: one file, or one row of a table, is held at a time. A report comes before the problems that name it.
    """
    for source in find_files(inputs):
        if isinstance(source, Problem):
            yield source
            continue
        for item in _read_safely(source, options):
            if isinstance(item, Problem):
                yield item
            else:
                yield from make_report(item, options)


def gather_text(
    text: str, *, title: str | None = None, published: str | None = None, publisher: str | None = None
) -> Report:
    """The report of a text at hand; ValueError where it is empty or ``published`` is no ISO day, month or year."""
    if published is not None and not is_day(published):
        raise ValueError(f"published={published!r} is no date: write 2020-08-14, 2020-08 or 2020")
    raw = Raw(text, Origin("text"), title=title)
    for found in make_report(raw, GatherOptions(published=published, publisher=publisher)):
        if isinstance(found, Report):
            return found
        raise ValueError(found.message)
    raise ValueError("no report in the text")


def is_day(published: str) -> bool:
    """Whether a date of publication is one that can be read."""
    return read_day(published, given=True) is not None


def count_inputs(inputs: Sequence[Path | str]) -> int | None:
    """How many reports there will be, or None where tables or standard input leave that open; opens no file."""
    total = 0
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            return None
        for source in find_files([given]):
            if isinstance(source, Problem):
                continue
            if source.path.suffix.lower() in TABLE_SUFFIXES:
                return None
            total += 1
    return total
