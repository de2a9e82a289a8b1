"""The whole stage: reports, mentions, figures, claims and the ledger -> events, relations, episodes, new ledger lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kronika.reconcile.assemble import Assembly, Link, accounts_of, assemble, join_accounts
from kronika.reconcile.independence import origins
from kronika.reconcile.ledger import Pair, Say, name_events, new_links, peoples_say
from kronika.reconcile.relate import Happening, relate
from kronika.reconcile.review import apply_reviews, correct_items, stale_judgements
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
    Mention,
    Place,
    Problem,
    Report,
    Review,
)
from kronika.records.claims import Verdict
from kronika.scheme.reconciling import load_kinship

Item = Mention | Figure


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
    options = options or ReconcileOptions()
    made = options.made or datetime.now(UTC).replace(microsecond=0).isoformat()
    ledger = list(judgements)
    items: dict[str, Item] = {mention.id: mention for mention in mentions}
    items.update((figure.id, figure) for figure in figures)
    by_id, reviews = {claim.id: claim for claim in claims}, list(reviews)
    items = correct_items(items, by_id.values(), reviews)
    say = peoples_say(ledger)
    tellings, problems = _told(reports, items)
    within, across = cluster_tellings(tellings, say, added)
    problems += [*within.problems, *across.problems]
    by_member = {telling.id: telling for telling in tellings}
    wholes = [_whole(members, by_member) for members in across.clusters]
    clusters = [whole.members for whole in wholes]
    wholes = [whole for whole in wholes if is_event(whole) and not is_bare([items[member] for member in whole.members])]
    naming = name_events([whole.members for whole in wholes], ledger, made=made)
    by_item: dict[str, list[Claim]] = defaultdict(list)
    reviewed, stale = apply_reviews(by_id.values(), reviews)
    for claim in reviewed:
        by_item[claim.of].append(claim)
    problems += [
        Problem("reconcile", f"review {one.id} by {one.by} finds no claim {one.claim} any more") for one in stale
    ]
    for line in stale_judgements(ledger, items):
        problems.append(Problem("reconcile", f"{line.by} judged {line.left} and {line.right}: one is no longer there"))
    events = [_event(id_, whole, items, by_item, reports) for id_, whole in zip(naming.ids, wholes, strict=True)]
    again = {member for members in clusters for member in members}
    kept = [event for event in previous if added is not None and again.isdisjoint(event.members)]
    clusters += [event.members for event in kept]
    events += kept
    wholes += [join_tellings([by_member[member] for member in event.members]) for event in kept]
    relations, waves = relate(
        [Happening(event.id, whole, _spots(whole, by_member)) for event, whole in zip(events, wholes, strict=True)]
    )
    lines = (*naming.new, *new_links(_links(within, across, options), clusters, ledger, made=made))
    return Reconciled(
        events=tuple(sorted(events, key=lambda event: event.id)),
        relations=tuple(relations),
        episodes=tuple(waves),
        judgements=lines,
        problems=tuple(problems),
        redirects=naming.redirects,
        clusters=tuple(sorted(clusters)),
    )


def _whole(accounts: Sequence[Telling], tellings: Mapping[str, Telling]) -> Telling:
    return join_tellings([tellings[member] for account in accounts for member in account.members])


def _spots(whole: Telling, tellings: Mapping[str, Telling]) -> dict[str, tuple[int, ...]]:
    spots: dict[str, list[int]] = defaultdict(list)
    for member in whole.members:
        spots[tellings[member].report].append(tellings[member].trigger.start)
    return {report: tuple(sorted(found)) for report, found in spots.items()}


def _told(reports: Mapping[str, Report], items: Mapping[str, Item]) -> tuple[list[Telling], list[Problem]]:
    known = [item for item in items.values() if item.report in reports]
    lost = sorted(item.id for item in items.values() if item.report not in reports)
    problems = [Problem("reconcile", f"{id_} is of a report that is not in the record: left out") for id_ in lost]
    return tell_all(reports, known), problems


def cluster_tellings(
    tellings: Sequence[Telling], say: Say, added: Collection[str] | None = None
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
        within.unsure.extend(found.unsure)
        within.problems.extend(found.problems)
    return within, assemble(accounts, say, added)


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
    unsure = sorted([*within.unsure, *across.unsure], key=lambda link: (-link.comparison.odds, link.left, link.right))
    found: dict[Pair, tuple[Verdict, float, str]] = {}
    for link in unsure[: options.unsure]:
        found[(link.left, link.right)] = ("unsure", *_shown(link))
    for link in (*within.links, *across.links):
        found[(link.left, link.right)] = ("same", *_shown(link))
    return found


def _shown(link: Link) -> tuple[float, str]:
    return link.comparison.score, link.comparison.reason


def _event(
    id_: str,
    whole: Telling,
    items: Mapping[str, Item],
    claims: Mapping[str, list[Claim]],
    reports: Mapping[str, Report],
) -> Event:
    members = {member: items[member] for member in whole.members}
    told_in = sorted({item.report for item in members.values()})
    mine = [claim for member in whole.members for claim in claims.get(member, ())]
    groups = origins(reports[report] for report in told_in)
    values, disputed = event_values(mine, members, reports, groups, lasting=whole.lasting)
    mentions = [item for item in members.values() if isinstance(item, Mention)]
    headed = [items[member] for member in whole.members]
    # Whom a denial names ("none of the hundred was arrested") heads no event of which others say that it happened.
    affirming = [one for one in mentions if one.status != "negated" and one.voice.stance != "denies"] or mentions
    return Event(
        id=id_,
        members=tuple(sorted(members)),
        reports=tuple(told_in),
        type=_most([(item.type, item.report) for item in mentions]) or whole.type,
        mode=_most([(item.mode, item.report) for item in mentions if item.mode]) or whole.mode,
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
