"""The whole stage: reports, mentions, figures, claims and the ledger -> events, relations, episodes, new ledger lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from kronika.reconcile.assemble import Assembly, Link, accounts_of, assemble, join_accounts, likeliest
from kronika.reconcile.held import SOME, Held, Item, Reviews, items_of, told_items
from kronika.reconcile.independence import origins
from kronika.reconcile.ledger import Pair, Say, name_events, new_links, peoples_say
from kronika.reconcile.relate import Happening, relate
from kronika.reconcile.review import apply_reviews, correct_items, latest_reviews, stale_judgements
from kronika.reconcile.scene import tell_all
from kronika.reconcile.telling import SURE, Telling, join_tellings
from kronika.reconcile.values import event_values
from kronika.records import (
    Claim,
    Date,
    Entity,
    Episode,
    Event,
    EventRelation,
    Figure,
    Judgement,
    Lookup,
    Mention,
    Place,
    Problem,
    Report,
    Review,
    Step,
    unwatched,
    watched,
)
from kronika.records.claims import Verdict
from kronika.scheme.reconciling import load_kinship


@dataclass(frozen=True, slots=True)
class ReconcileOptions:
    """``made`` is the time that new ledger lines bear (ISO 8601, UTC; default now)."""

    made: str | None = None
    unsure: int = 200  # pairs that nearly joined, kept for a person to judge


@dataclass(frozen=True, slots=True)
class Reconciled:
    """``judgements`` are the lines to append to the ledger; ``redirects`` send merged events' ids to those that stayed.

    ``clusters`` hold every mention and figure once, also those that make no event (habits, wishes, bare denials).
    """

    events: tuple[Event, ...]
    relations: tuple[EventRelation, ...]
    episodes: tuple[Episode, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]
    redirects: Mapping[str, str]
    clusters: tuple[tuple[str, ...], ...]


def reconcile(
    reports: Mapping[str, Report],
    mentions: Iterable[Mention],
    figures: Iterable[Figure],
    claims: Iterable[Claim],
    judgements: Iterable[Judgement],
    options: ReconcileOptions | None = None,
    *,
    reviews: Iterable[Review] = (),
    previous: Iterable[Event] = (),
    added: Collection[str] | None = None,
) -> Reconciled:
    """Bring the tellings of each happening together. Order of the inputs does not matter; see docs/reconciling.md.

    ``reviews`` are people's say on claims: rejected ones are left out of the values, corrected ones read as corrected.
    ``previous`` are the events as they were before the reports ``added`` came in, all else being equal: those that the
    new reports do not touch are taken over as they are; the result is the same as without.
    """
    items: dict[str, Item] = {mention.id: mention for mention in mentions}
    items.update((figure.id, figure) for figure in figures)
    known = [item for item in items.values() if item.report in reports]
    source = Held(reports, known, list({claim.id: claim for claim in claims}.values()))
    before, reviews = {event.id: event for event in previous}, list(reviews)
    drawn = draw_events(
        source,
        judgements,
        options,
        reviews=reviews,
        previous=[(event.id, event.members) for event in before.values()],
        added=added,
    )
    events = [*fill_events(source, drawn.drafts, reviews), *(before[id_] for id_ in drawn.kept)]
    lost = sorted(item.id for item in items.values() if item.report not in reports)
    problems = [Problem("reconcile", f"{id_} is of a report that is not in the record: left out") for id_ in lost]
    return Reconciled(
        events=tuple(sorted(events, key=lambda event: event.id)),
        relations=drawn.relations,
        episodes=drawn.episodes,
        judgements=drawn.judgements,
        problems=(*problems, *drawn.problems),
        redirects=drawn.redirects,
        clusters=drawn.clusters,
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """An event of which is known what tells of it, not yet what is claimed."""

    id: str
    members: tuple[str, ...]
    type: str
    mode: str | None
    lasting: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The stage's work but for the events' values; ``kept`` are ids of earlier events that stay as they are."""

    drafts: tuple[Draft, ...]
    kept: frozenset[str]
    relations: tuple[EventRelation, ...]
    episodes: tuple[Episode, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]
    redirects: Mapping[str, str]
    clusters: tuple[tuple[str, ...], ...]


def draw_events(
    source: Lookup,
    judgements: Iterable[Judgement],
    options: ReconcileOptions | None = None,
    *,
    reviews: Iterable[Review] = (),
    previous: Iterable[tuple[str, tuple[str, ...]]] = (),
    added: Collection[str] | None = None,
    step: Step = unwatched,
    reports: int | None = None,
) -> Drawn:
    """``reconcile`` as far as tellings alone decide: of each mention only what comparing needs is held in memory.

    ``previous`` are ids of events with those of their members. ``fill_events`` makes events of the drafts. ``step`` is
    told how far it is, ``reports`` how many there are.
    """
    options = options or ReconcileOptions()
    made = options.made or datetime.now(UTC).replace(microsecond=0).isoformat()
    ledger, given = list(judgements), Reviews(reviews)
    say = peoples_say(ledger)
    bare: set[str] = set()
    told = watched(told_items(source, given), "taking in reports", reports, step)
    tellings = tell_all((report, _noting_bare(items, bare)) for report, items in told)
    within, across = cluster_tellings(tellings, say, added, step)
    problems = [*within.problems, *across.problems]
    by_member = {telling.id: telling for telling in tellings}
    wholes = [_whole(members, by_member) for members in across.clusters]
    clusters = [whole.members for whole in wholes]
    wholes = [whole for whole in wholes if is_event(whole) and not bare.issuperset(whole.members)]
    naming = name_events([whole.members for whole in wholes], ledger, made=made)
    present = {claim.id for claim in source.among(Claim, "id", given.by_claim)}
    gone = sorted((one for one in latest_reviews(given.all()).values() if one.claim not in present), key=_id_of)
    problems += [
        Problem("reconcile", f"review {one.id} by {one.by} finds no claim {one.claim} any more") for one in gone
    ]
    for line in stale_judgements(ledger, by_member):
        problems.append(Problem("reconcile", f"{line.by} judged {line.left} and {line.right}: one is no longer there"))
    again = {member for members in clusters for member in members}
    kept = [] if added is None else [(id_, members) for id_, members in previous if again.isdisjoint(members)]
    clusters += [members for _, members in kept]
    named = [*zip(naming.ids, wholes, strict=True)]
    drafts = tuple(Draft(id_, one.members, one.type, one.mode, one.lasting) for id_, one in named)
    named += [(id_, join_tellings([by_member[member] for member in members])) for id_, members in kept]
    step("relating events", 0, None)
    relations, waves = relate([Happening(id_, whole, _spots(whole, by_member)) for id_, whole in named])
    lines = (*naming.new, *new_links(_links(within, across, options), clusters, ledger, made=made))
    return Drawn(
        drafts=drafts,
        kept=frozenset(id_ for id_, _ in kept),
        relations=tuple(relations),
        episodes=tuple(waves),
        judgements=lines,
        problems=tuple(problems),
        redirects=naming.redirects,
        clusters=tuple(sorted(clusters)),
    )


def fill_events(
    source: Lookup, drafts: Sequence[Draft], reviews: Iterable[Review] = (), step: Step = unwatched
) -> Iterator[Event]:
    """The events with all that is claimed of them, as people left it; a few hundred are in memory at a time."""
    given = Reviews(reviews)
    pending = watched(drafts, "computing events", len(drafts), step)
    while some := list(islice(pending, SOME)):
        members = [member for draft in some for member in draft.members]
        items = items_of(source, members)
        claims = list(source.among(Claim, "of", members))
        mine = given.on(claims)
        items = correct_items(items, claims, mine)
        by_item: dict[str, list[Claim]] = defaultdict(list)
        for claim in apply_reviews(claims, mine)[0]:
            by_item[claim.of].append(claim)
        ids = list(dict.fromkeys(item.report for item in items.values()))
        reports = {report.id: report for report in source.among(Report, "id", ids)}
        for draft in some:
            yield _event(draft, items, by_item, reports)


def _id_of(review: Review) -> str:
    return review.id


def _noting_bare(items: Iterable[Item], bare: set[str]) -> list[Item]:
    """The items; the ids of those that say no more than that such things happened go into ``bare``."""
    found = list(items)
    bare.update(item.id for item in found if is_bare([item]))
    return found


def _whole(accounts: Sequence[Telling], tellings: Mapping[str, Telling]) -> Telling:
    return join_tellings([tellings[member] for account in accounts for member in account.members])


def _spots(whole: Telling, tellings: Mapping[str, Telling]) -> dict[str, tuple[int, ...]]:
    spots: dict[str, list[int]] = defaultdict(list)
    for member in whole.members:
        spots[tellings[member].report].append(tellings[member].trigger.start)
    return {report: tuple(sorted(found)) for report, found in spots.items()}


def cluster_tellings(
    tellings: Sequence[Telling], say: Say, added: Collection[str] | None = None, step: Step = unwatched
) -> tuple[Assembly, Assembly]:
    """(clusters within each report, clusters of those accounts across reports; those that ``added`` reports touch)."""
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    within = Assembly([])
    accounts: list[Telling] = []
    for report in sorted(by_report):
        found = accounts_of(by_report[report], say)
        accounts.extend(join_accounts(found))
        within.clusters.extend(found.clusters)
        within.links.extend(found.links)
        within.unsure = likeliest(within.unsure, found.unsure)
        within.problems.extend(found.problems)
    return within, assemble(accounts, say, added, step)


def is_event(whole: Telling) -> bool:
    """Whether a cluster is a happening: not a habit, and not only wished for, supposed or denied.

    Such mentions stay in the record as mentions; an event needs somebody who says that it happened or will happen.
    """
    return whole.extent != "generic" and bool(whole.statuses & {"actual", "future"})


def is_bare(items: Sequence[Item]) -> bool:
    """Whether tellings say no more than that such things happened: nobody, no number, no content, nowhere, no day.

    "The protests" in passing names no happening that could be told from others. Where several happenings are told of at
    once, a place or day that only the context lends is nothing of their own either.
    """
    return all(isinstance(item, Mention) and not _says_more(item) for item in items)


def _says_more(mention: Mention) -> bool:
    own = [
        value
        for value in (mention.place, mention.date)
        if value and (mention.extent == "single" or value.basis in SURE)
    ]
    return bool(mention.actors or mention.recipients or mention.quantities or mention.content or own)


def _links(within: Assembly, across: Assembly, options: ReconcileOptions) -> dict[Pair, tuple[Verdict, float, str]]:
    unsure = sorted([*within.unsure, *across.unsure], key=lambda link: (-link.odds, link.left, link.right))
    found: dict[Pair, tuple[Verdict, float, str]] = {}
    for link in unsure[: options.unsure]:
        found[(link.left, link.right)] = ("unsure", *_shown(link))
    for link in (*within.links, *across.links):
        found[(link.left, link.right)] = ("same", *_shown(link))
    return found


def _shown(link: Link) -> tuple[float, str]:
    return link.score, link.reason


def _event(
    draft: Draft,
    items: Mapping[str, Item],
    claims: Mapping[str, list[Claim]],
    reports: Mapping[str, Report],
) -> Event:
    members = {member: items[member] for member in draft.members}
    told_in = sorted({item.report for item in members.values()})
    mine = [claim for member in draft.members for claim in claims.get(member, ())]
    groups = origins(reports[report] for report in told_in)
    values, disputed = event_values(mine, members, reports, groups, lasting=draft.lasting)
    mentions = [item for item in members.values() if isinstance(item, Mention)]
    headed = [items[member] for member in draft.members]
    # Whom a denial names ("none of the hundred was arrested") heads no event of which others say that it happened.
    affirming = [one for one in mentions if one.status != "negated" and one.voice.stance != "denies"] or mentions
    return Event(
        id=draft.id,
        members=tuple(sorted(members)),
        reports=tuple(told_in),
        type=_most([(item.type, item.report) for item in mentions]) or draft.type,
        mode=_most([(item.mode, item.report) for item in mentions if item.mode]) or draft.mode,
        place=heading_place(headed),
        date=heading_date(headed),
        actors=_parties([(item, item.actors) for item in affirming], reports),
        recipients=_parties([(item, item.recipients) for item in affirming], reports),
        values=values,
        disputed=disputed,
    )


def _most(said: Sequence[tuple[str, str]]) -> str | None:
    """The value that most reports give, ties by the alphabet: a heading, not a verdict; all stand in ``values``."""
    counts = Counter(value for value, _ in set(said))
    return max(sorted(counts), key=counts.__getitem__, default=None)


def heading_place(items: Sequence[Item]) -> Place | None:
    """The place that heads an event: a named town before a region, then the one that most reports give."""
    told = [(place, item.report) for item in items if (place := item.place) is not None]
    reports: dict[object, set[str]] = defaultdict(set)
    for place, report in told:
        reports[place.geonameid or place.name].add(report)

    def rank(place: Place) -> tuple[int, int, bool, str]:
        given = len(reports[place.geonameid or place.name])
        return (place.precision or 4, -given, place.basis not in SURE, f"{place.name} {place.span}")

    return min((place for place, _ in told), key=rank, default=None)


def heading_date(items: Sequence[Item]) -> Date | None:
    """The date that heads an event: the narrowest, then the one that most reports give."""
    told = [(date, item.report) for item in items if (date := item.date) is not None]
    reports: dict[object, set[str]] = defaultdict(set)
    for date, report in told:
        reports[(date.first, date.last)].add(report)

    def rank(date: Date) -> tuple[int, int, bool, str]:
        width = (date.last - date.first).days if date.first and date.last else 10_000
        given = len(reports[(date.first, date.last)])
        return (width, -given, date.basis not in SURE, f"{date.first} {date.span}")

    return min((date for date, _ in told), key=rank, default=None)


def _parties(told: Sequence[tuple[Mention, tuple[Entity, ...]]], reports: Mapping[str, Report]) -> tuple[Entity, ...]:
    """One entity for each actor, by known id, name or words; the first told of each.

    Those that say nobody or nobody in particular ("he", "all", "no one") are left out where others say who.
    """
    found: dict[str, Entity] = {}
    for mention, entities in sorted(told, key=lambda one: one[0].id):
        for entity in entities:
            span = entity.antecedent or entity.span
            words = entity.known or entity.name or span.of(reports[mention.report].text)
            found.setdefault(" ".join(words.lower().split()), entity)
    said = {key: entity for key, entity in found.items() if key not in load_kinship().standins} or found
    return tuple(said[key] for key in sorted(said))
