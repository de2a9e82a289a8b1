"""Files in, reports out, one at a time: find, choose a reader, read, make a report; a bad file is a problem, not the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kronika.gather.files import find_files
from kronika.gather.formats import choose_reader
from kronika.gather.options import GatherOptions
from kronika.gather.raw import Raw, Source
from kronika.gather.reports import make_report
from kronika.records import Problem, Report

_DEFAULTS = GatherOptions()


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
