"""The ledger of judgements, append-only -> what holds now: people's same and different, the program's, event ids.

A line is undone by another that names it in ``withdraws``; withdrawing the withdrawal restores it. The program's own
lines are of two kinds: pairs of mentions it joined, and anchors (an event's id on the left, on the right the mention
from which the id was made), which let event ids outlive growth, merging and un-merging.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kronika.records import PROGRAM, Event, Judgement, hash_id
from kronika.records.claims import Verdict

WEIGHT: dict[str, int] = {"different": 2, "unsure": 1, "same": 0}  # where people disagree nothing is joined
Pair = tuple[str, str]


def pair_of(left: str, right: str) -> Pair:
    """The two ids in order: a judgement has no direction."""
    return (left, right) if left <= right else (right, left)


def judge(
    left: str,
    right: str,
    verdict: Verdict,
    *,
    by: str,
    made: str,
    score: float | None = None,
    reason: str = "",
    withdraws: str | None = None,
) -> Judgement:
    """A new line. Its id hashes what it says and what it withdraws, not when: saying it twice adds nothing."""
    left, right = pair_of(left, right)
    id_ = hash_id("j", left, right, verdict, by, withdraws)
    rounded = None if score is None else round(score, 4)
    return Judgement(id_, left, right, verdict, by, rounded, reason, made, withdraws)


def withdraw(line: Judgement, *, by: str, made: str, reason: str = "withdrawn") -> Judgement:
    """A line that undoes ``line`` and says nothing else of the pair."""
    return judge(line.left, line.right, "unsure", by=by, made=made, reason=reason, withdraws=line.id)


def say_again(
    left: str, right: str, verdict: Verdict, *, by: str, made: str, lines: Iterable[Judgement], reason: str = ""
) -> Judgement | None:
    """A person's new word on a pair, in place of their last one; None if that says the same already."""
    pair = pair_of(left, right)
    mine = sorted(
        {line.id: line for line in lines if line.by == by and pair_of(line.left, line.right) == pair}.values(),
        key=lambda line: (line.made, line.id),
    )
    if not mine:
        return judge(left, right, verdict, by=by, made=made, reason=reason)
    last = mine[-1]
    if last.verdict == verdict and last in standing(mine) and last.reason != "withdrawn":
        return None
    return judge(left, right, verdict, by=by, made=made, reason=reason, withdraws=last.id)


def standing(lines: Iterable[Judgement]) -> list[Judgement]:
    """The lines that nothing standing withdraws, in the order they were made. A repeated id counts once, the earliest."""
    first: dict[str, Judgement] = {}
    for line in sorted(lines, key=lambda line: (line.made, line.id, line.reason)):
        first.setdefault(line.id, line)
    ordered = list(first.values())
    withdrawn: set[str] = set()
    kept = []
    # A withdrawal is made after what it withdraws, so from the last line backwards each line's fate is known.
    for line in reversed(ordered):
        if line.id in withdrawn:
            continue
        kept.append(line)
        if line.withdraws:
            withdrawn.add(line.withdraws)
    return kept[::-1]


@dataclass(frozen=True, slots=True)
class Say:
    """What people hold of pairs of mentions."""

    same: frozenset[Pair]
    different: frozenset[Pair]


def peoples_say(lines: Iterable[Judgement]) -> Say:
    """Each person's last word on each pair; where two persons disagree, "different" outweighs "unsure", that "same"."""
    last: dict[Pair, dict[str, Verdict]] = defaultdict(dict)
    for line in sorted(standing(lines), key=lambda line: (line.made, WEIGHT[line.verdict])):
        if line.by != PROGRAM and line.left != line.right and not (line.withdraws and line.verdict == "unsure"):
            last[pair_of(line.left, line.right)][line.by] = line.verdict
    final = {pair: max(said.values(), key=WEIGHT.__getitem__) for pair, said in last.items()}
    return Say(
        frozenset(pair for pair, verdict in final.items() if verdict == "same"),
        frozenset(pair for pair, verdict in final.items() if verdict == "different"),
    )


def event_id(anchor: str) -> str:
    """The id of the event that was first assembled with ``anchor`` as its smallest member."""
    return hash_id("e", anchor)


def anchors(lines: Iterable[Judgement]) -> dict[str, str]:
    """Mention -> event id, of every event ever assembled."""
    return {
        mention: event
        for line in standing(lines)
        if line.by == PROGRAM
        for event, mention in ((line.left, line.right), (line.right, line.left))
        if event == event_id(mention)
    }


@dataclass(frozen=True, slots=True)
class Naming:
    """Event ids for clusters, in their order; ``redirects`` sends ids that were merged away to those that stayed."""

    ids: tuple[str, ...]
    redirects: dict[str, str]
    new: tuple[Judgement, ...]


def name_events(clusters: Sequence[Collection[str]], lines: Iterable[Judgement], *, made: str) -> Naming:
    """Each cluster keeps the smallest id that one of its members anchors; without any, its smallest member anchors one.

    Where an anchor is no longer coded, the mentions that the program had joined with it hold its event's id.
    """
    lines = list(lines)
    known = anchors(lines)
    heirs = _heirs(known, {member for members in clusters for member in members}, lines)
    ids: list[str] = []
    redirects: dict[str, str] = {}
    new: list[Judgement] = []
    taken: set[str] = set()
    for members in clusters:
        held = sorted({known[member] for member in members if member in known})
        held = held or sorted({heirs[member] for member in members if member in heirs} - taken)
        if not held:
            anchor = min(members)
            held = [event_id(anchor)]
            new.append(judge(held[0], anchor, "same", by=PROGRAM, made=made, reason="event first assembled"))
        ids.append(held[0])
        taken.update(held)
        redirects.update((old, held[0]) for old in held[1:])
    return Naming(tuple(ids), redirects, tuple(new))


def follow(id_: str, events: Iterable[Event], lines: Iterable[Judgement]) -> str | None:
    """The id under which the event once called ``id_`` stands today; None if no event holds its anchor any more."""
    held = {event.id: event for event in events}
    if id_ in held:
        return id_
    named = {event: mention for mention, event in anchors(lines).items()}
    anchor = named.get(id_)
    return next((event.id for event in held.values() if anchor in event.members), None)


def _heirs(known: Mapping[str, str], present: Collection[str], lines: Iterable[Judgement]) -> dict[str, str]:
    """Mention -> event id, for those that the ledger joins with an anchor that is gone."""
    found: dict[str, str] = {}
    for line in standing(lines):
        for gone, heir in ((line.left, line.right), (line.right, line.left)):
            if line.verdict == "same" and gone in known and gone not in present and heir in present:
                found.setdefault(heir, known[gone])
    return found


def new_links(
    links: Mapping[Pair, tuple[Verdict, float, str]],
    clusters: Sequence[Collection[str]],
    lines: Sequence[Judgement],
    *,
    made: str,
) -> list[Judgement]:
    """Lines for the program's present links; a pair judged otherwise now, or no longer joined, withdraws its older line."""
    held = {
        pair_of(line.left, line.right): line
        for line in standing(lines)
        if line.by == PROGRAM and not (line.withdraws and line.reason == "withdrawn")
    }
    new = []
    for (left, right), (verdict, score, reason) in sorted(links.items()):
        old = held.get((left, right))
        if old is None or old.verdict != verdict:
            old_id = old.id if old else None
            line = judge(left, right, verdict, by=PROGRAM, made=made, score=score, reason=reason, withdraws=old_id)
            new.append(line)
    within = {member: i for i, members in enumerate(clusters) for member in members}
    for (left, right), old in sorted(held.items()):
        parted = left in within and right in within and within[left] != within[right]
        if parted and old.verdict == "same" and (left, right) not in links:
            new.append(judge(left, right, "unsure", by=PROGRAM, made=made, reason="no longer joined", withdraws=old.id))
    return new
