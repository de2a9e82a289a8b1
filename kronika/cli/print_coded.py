"""Printing what ``kronika code`` makes, as it comes: JSON lines, CSV rows, or a table for reading."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.markup import escape

from kronika.cli.common import out
from kronika.flow import Coded
from kronika.publish import lines
from kronika.publish.wording import shorten, speaker_words
from kronika.records import Figure, Mention, Problem, Quantity, Report


class Printer(Protocol):
    def __call__(self, coded: Coded) -> None: ...
    def problems(self, problems: list[Problem]) -> None: ...


class JsonLines:
    def __init__(self, min_confidence: float) -> None:
        self.min_confidence = min_confidence

    def __call__(self, coded: Coded) -> None:
        text = coded.report.text
        self._write(lines.report_line(coded.report))
        kept = set()
        for mention in coded.mentions:
            if mention.confidence >= self.min_confidence:
                kept.add(mention.id)
                self._write(lines.mention_line(mention, text))
        for figure in coded.figures:
            if figure.confidence >= self.min_confidence:
                kept.add(figure.id)
                self._write(lines.figure_line(figure, text))
        for claim in coded.claims:
            if claim.of in kept:
                self._write(lines.claim_line(claim, text))
        for problem in coded.problems:
            self._write(lines.problem_line(problem, text))

    def problems(self, problems: list[Problem]) -> None:
        """Those of no coded report, which nothing has printed yet."""
        for problem in problems:
            if problem.stage == "gather":
                self._write(lines.problem_line(problem, None))

    @staticmethod
    def _write(line: dict[str, object]) -> None:
        sys.stdout.write(lines.dump_line(line) + "\n")


class CsvRows:
    def __init__(self, min_confidence: float) -> None:
        self.min_confidence = min_confidence
        self.begun = False

    def __call__(self, coded: Coded) -> None:
        from kronika.publish import columns, files, tables

        kept = [m for m in coded.mentions if m.confidence >= self.min_confidence]
        frame = files.to_frame([tables.mention_row(m, coded.report) for m in kept], columns.MENTION_COLUMNS)
        sys.stdout.write(frame.write_csv(include_header=not self.begun))
        self.begun = True

    def problems(self, problems: list[Problem]) -> None:
        """Standard error tells them."""


class ReadingTable:
    """A block a report, a few lines a mention: what a person wants to check first, and only what is known."""

    def __init__(self, min_confidence: float) -> None:
        self.min_confidence = min_confidence

    def __call__(self, coded: Coded) -> None:
        report = coded.report
        title = report.title or shorten(report.text[:200], 60)
        known = ", ".join((report.publisher or "publisher unknown", report.published or "date unknown"))
        out.print(f"\n[bold]{escape(title)}[/] [dim]({escape(known)}; {escape(report.id)})[/]")
        for mention in coded.mentions:
            if mention.confidence >= self.min_confidence:
                _print_mention(mention, report)
        for figure in coded.figures:
            if figure.confidence >= self.min_confidence:
                of = f" of {figure.of.span.of(report.text)}" if figure.of else ""
                number = f"{figure.quantity.span.of(report.text)} {figure.measure.replace('_', ' ')}{of}"
                out.print(f"  [cyan]figure[/] {escape(_line(number))}  [dim]says[/] {escape(_voice(figure, report))}")

    def problems(self, problems: list[Problem]) -> None:
        """Standard error tells them."""


def _print_mention(mention: Mention, report: Report) -> None:
    kind, who, whom, where, when, number, voice, words = mention_cells(mention, report)
    trigger, *contents = words.split(" | ")
    out.print(f"  [cyan]{escape(kind)}[/] “{escape(trigger)}”  {escape(who or '?')} → {escape(whom or '?')}")
    known = [
        ("where", where),
        ("when", when),
        ("how many", number),
        ("says", voice),
        ("sure", f"{mention.confidence:.2f}"),
    ]
    out.print("      " + "  ".join(f"[dim]{name}[/] {escape(value)}" for name, value in known if value))
    for content in contents:
        out.print(f"      {escape(content)}")


def mention_cells(mention: Mention, report: Report) -> tuple[str, ...]:
    """The cells of one mention, in the table's order."""
    text = report.text
    kind = f"{mention.type}.{mention.mode}" if mention.mode else mention.type
    marks: list[str] = [mention.status] if mention.status != "actual" else []
    marks += [mark for mark, on in (("historical", mention.historical), ("attempted", mention.attempted)) if on]
    marks += [mention.extent] if mention.extent != "single" else []
    place = mention.place
    when = mention.date
    days = "" if when is None else "..".join(dict.fromkeys(str(d) for d in (when.first, when.last) if d))
    cells = (
        kind + (f" ({', '.join(marks)})" if marks else ""),
        "; ".join(e.span.of(text) for e in mention.actors),
        "; ".join(e.span.of(text) for e in mention.recipients),
        "" if place is None else ", ".join(x for x in (place.name, place.country) if x),
        days,
        "; ".join(_number(quantity, text) for quantity in mention.quantities),
        _voice(mention, report),
        mention.trigger.of(text) + "".join(f" | {c.polarity}: {c.span.of(text)}" for c in mention.content),
    )
    return tuple(_line(cell) for cell in cells)


def _number(quantity: Quantity, text: str) -> str:
    """The number's words and measure, and whose it is where that is not the mention's voice."""
    speaker = quantity.voice.speaker if quantity.voice else None
    return f"{quantity.span.of(text)} {quantity.measure}" + (f" (says {speaker.span.of(text)})" if speaker else "")


def _line(words: str) -> str:
    """Words on one line, whatever breaks the report has in them."""
    return " ".join(words.split())


def _voice(said: Mention | Figure, report: Report) -> str:
    voice, speaker = said.voice, speaker_words(said.voice, report)
    return speaker if voice.stance == "asserts" else f"{speaker} ({voice.stance})"


@contextmanager
def printer(to: str, min_confidence: float) -> Iterator[Printer]:
    """The printer for one format: ``jsonl``, ``csv`` or ``table``."""
    kinds: dict[str, type[JsonLines | CsvRows | ReadingTable]] = {
        "jsonl": JsonLines,
        "csv": CsvRows,
        "table": ReadingTable,
    }
    yield kinds[to](min_confidence)
    sys.stdout.flush()
