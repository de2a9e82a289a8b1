"""The order of things: gather -> read -> ground -> code -> resolve -> claim -> store -> reconcile -> publish.

The only file that knows it. Reading is batched over reports because the reader is fastest so; everything after it is
one report at a time, and pure, so batches can be coded side by side.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kronika.code import claim_mentions, code_report, weigh_in_report
from kronika.gather import GatherOptions, gather, where_of
from kronika.read import Reader, read_batch
from kronika.records import Claim, Coder, Figure, Mention, Problem, Reading, Report, Sentence, Step, unwatched
from kronika.resolve import Gazetteer, ground, open_gazetteer, resolve_actors
from kronika.scheme import Scheme, load_scheme
from kronika.scheme.lexicon import Lexicon, load_lexicon
from kronika.text import split_sentences
from kronika.workers import map_in_order

if TYPE_CHECKING:  # the first result of one report does not wait for the database and the library of tables
    from kronika.publish import EditionOptions
    from kronika.reconcile import ReconcileOptions
    from kronika.store import Store

BATCH = 16  # reports read together: enough sentences to fill the reader's batches, few enough to lose little to a crash
ALONE = 3  # batches that the first process codes by itself: a short run does not pay for starting others
LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages need, loaded once: the reader, the gazetteer, and what can be coded."""

    reader: Reader
    gazetteer: Gazetteer
    lexicon: Lexicon
    scheme: Scheme
    scheme_folder: Path | None = None  # where the scheme came from, None: the built-in one

    @property
    def version(self) -> str:
        """Program, scheme and reader: a report coded by another version is coded again."""
        return str(Coder(version("kronika"), self.scheme.version, self.reader.version))


def load_tools(*, scheme: Path | None = None, threads: int | None = None) -> Tools:
    """Load everything; the first time on a machine this also builds the gazetteer's index (seconds)."""
    return Tools(Reader.load(threads=threads), open_gazetteer(), load_lexicon(), load_scheme(scheme), scheme)


@dataclass(frozen=True, slots=True)
class Coded:
    """What one report says, as coded."""

    report: Report
    reading: Reading
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubted: tuple[Mention, ...] = ()  # more likely wrong than right: no part of the record
    failed: bool = False  # the program failed on it: that it has no mentions says nothing of the report


@dataclass(slots=True)
class Tally:
    """How far a run has come; ``told`` are the problems met so far."""

    reports: int = 0
    skipped: int = 0
    mentions: int = 0
    figures: int = 0
    told: list[Problem] = field(default_factory=list)
    added: set[str] = field(default_factory=set)  # ids of the reports coded now


Watch = Callable[[Tally], None]


def read_reports(reports: list[Report], tools: Tools) -> list[Reading]:
    """The readings of some reports, in order; a report in a language without a reader has no sentences."""
    skeletons = [(report.text, split_sentences(report) if _readable(report) else ()) for report in reports]
    read: list[tuple[Sentence, ...]] = read_batch(skeletons, tools.reader)
    return [
        ground(report, sentences, tools.gazetteer, tools.lexicon)
        for report, sentences in zip(reports, read, strict=True)
    ]


def _readable(report: Report) -> bool:
    return report.language is None or report.language in LANGUAGES


def code_reading(report: Report, reading: Reading, tools: Tools) -> Coded:
    """Mentions, figures and claims of one report as read. Pure."""
    if not _readable(report):
        note = Problem("read", f"no reader for the language {report.language!r}: kept, not coded", report.id)
        return Coded(report, reading, problems=(note,))
    mentions, figures, problems = code_report(report, reading, tools.scheme, tools.lexicon)
    mentions, figures = resolve_actors(report, reading, mentions, figures, tools.lexicon, tools.gazetteer)
    weighed = weigh_in_report(mentions, reading, tools.scheme.confidence.weights)
    mentions = tuple(one for one in weighed if one.confidence >= tools.scheme.confidence.least)
    doubted = tuple(one for one in weighed if one.confidence < tools.scheme.confidence.least)
    claims = claim_mentions(report, mentions, figures)
    return Coded(report, reading, mentions, figures, claims, problems, doubted=doubted)


def code_reports(reports: Iterable[Report], tools: Tools, *, jobs: int = 1) -> Iterator[Coded]:
    """Code reports in order, a batch at a time, in up to ``jobs`` processes. What fails on one report is its problem.

    Which process codes a report changes nothing in its record.
    """
    batches = _batches(reports)
    for batch in islice(batches, ALONE) if jobs > 1 else batches:
        yield from _code_batch(batch, tools)
    for first in islice(batches, 1):  # there is more: now others are worth starting
        start = partial(_worker_tools, tools.scheme_folder)
        work = partial(_code_in_worker, scheme=tools.scheme_folder)
        for coded in map_in_order(work, chain([first], batches), jobs, start):
            yield from coded


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    pending = iter(reports)
    while batch := list(islice(pending, BATCH)):
        yield batch


def _code_batch(batch: list[Report], tools: Tools) -> Iterator[Coded]:
    try:
        readings = read_reports(batch, tools)
    except Exception:  # one of them is at fault: find out which by taking them one by one
        yield from (_code_alone(report, tools) for report in batch)
        return
    for report, reading in zip(batch, readings, strict=True):
        yield _guarded(report, partial(code_reading, report, reading, tools))


@cache
def _worker_tools(scheme: Path | None) -> Tools:
    """A worker loads its own, once; it reads on one thread, for its siblings have the other cores."""
    return load_tools(scheme=scheme, threads=1)


def _code_in_worker(batch: list[Report], scheme: Path | None) -> list[Coded]:
    # the reading is left behind: it is large, nobody behind asks for it, and the record does not hold it
    coded = _code_batch(batch, _worker_tools(scheme))
    return [replace(one, reading=Reading(one.report.id, ())) for one in coded]


def _code_alone(report: Report, tools: Tools) -> Coded:
    return _guarded(report, lambda: code_reading(report, read_reports([report], tools)[0], tools))


def _guarded(report: Report, code: Callable[[], Coded]) -> Coded:
    """A fault of the program on one report must not lose the other thousands: it is told, with where it arose."""
    try:
        return _located(code())
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}"
        message = f"could not be coded, a fault of the program: {type(error).__name__}: {error} ({where})"
        problem = Problem("code", message, report.id)
        return _located(Coded(report, Reading(report.id, ()), problems=(problem,), failed=True))


def _located(coded: Coded) -> Coded:
    """Whoever is told of a problem wants the file: the id of a report that is in no store leads nowhere."""
    if not (coded.problems and coded.report.origins):
        return coded
    where = where_of(coded.report.origins[0])
    return replace(coded, problems=tuple(replace(one, origin=one.origin or where) for one in coded.problems))


def add_reports(
    inputs: Iterable[str | Path],
    store: Store,
    tools: Tools,
    options: GatherOptions,
    *,
    watch: Watch = lambda _: None,
    jobs: int = 1,
) -> Tally:
    """Gather, code and store. What is stored already by the same version is passed over, so a run can go on."""
    tally = Tally()
    for coded in code_reports(_new_reports(inputs, store, tools.version, options, tally, watch), tools, jobs=jobs):
        store.add_coded(
            coded.report.id,
            tools.version,
            mentions=coded.mentions,
            figures=coded.figures,
            claims=coded.claims,
            problems=coded.problems,
        )
        tally.added.add(coded.report.id)
        tally.reports += 1
        tally.mentions += len(coded.mentions)
        tally.figures += len(coded.figures)
        tally.told.extend(coded.problems)
        watch(tally)
    return tally


def _new_reports(
    inputs: Iterable[str | Path], store: Store, version: str, options: GatherOptions, tally: Tally, watch: Watch
) -> Iterator[Report]:
    for found in gather(list(inputs), options):
        if isinstance(found, Problem):
            store.add([found])
            tally.told.append(found)
            continue
        report = store.add_report(found)
        if store.is_coded(report.id, version):
            tally.skipped += 1
            watch(tally)
        else:
            yield report


def reconcile_store(
    store: Store,
    options: ReconcileOptions | None = None,
    *,
    added: Collection[str] = (),
    step: Step = unwatched,
) -> list[Problem]:
    """Compute the events, relations and episodes of all that is stored, keeping the ledger's ids and judgements.

    ``added`` are the reports coded since. If all else is as it was when the events were last computed, those that the
    new reports do not touch are taken over; the result is the same as of computing all.
    """
    from kronika.reconcile import draw_events, fill_events

    partly = bool(added) and store.reconciled() == store.basis(without=added)
    reviews = list(store.reviews())
    drawn = draw_events(
        store,
        store.judgements(),
        options,
        reviews=reviews,
        previous=store.memberships() if partly else (),
        added=added if partly else None,
        step=step,
        reports=store.count(Report),
    )
    store.add(drawn.judgements)
    events = fill_events(store, drawn.drafts, reviews, step)
    store.replace_events(events, drawn.relations, drawn.episodes, keep=drawn.kept)
    store.add(drawn.problems)
    return list(drawn.problems)


def run(
    inputs: Iterable[str | Path],
    folder: Path,
    *,
    tools: Tools,
    gather_options: GatherOptions,
    edition: EditionOptions,
    watch: Watch = lambda _: None,
    step: Step = unwatched,
    jobs: int = 1,
) -> tuple[Tally, list[Path]]:
    """The whole flow, from files to a folder with the store, the tables and the page."""
    from kronika.publish import publish_edition
    from kronika.store import open_store

    folder.mkdir(parents=True, exist_ok=True)
    with open_store(folder / "kronika.db") as store:
        tally = add_reports(inputs, store, tools, gather_options, watch=watch, jobs=jobs)
        tally.told.extend(reconcile_store(store, added=tally.added, step=step))
        files, problems = publish_edition(store, folder, edition, step=step, reports=store.count(Report))
        tally.told.extend(problems)
    return tally, list(files)
