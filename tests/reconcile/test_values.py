"""Which values conflict, by the arithmetic of ranges and containment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kronika.records import Mention, Report
from kronika.records.mentions import Relation, Scope
from tests.reconcile.build import day, entity, mention, named, number, place, replaced, report, run

Claim = tuple[str, Relation, float | None, float | None]


def _told(id_: str, words: str, relation: Relation, low: float | None, high: float | None, scope: Scope = "event",
          counts: str = "people") -> tuple[Report, Mention]:  # fmt: skip
    one = report(id_, f"Police detained {words} {counts} in Minsk on Thursday.", f"Paper {id_}")
    quantity = replaced(number(one, words, "arrested", low, high, relation, scope), high=high)
    quantity = replaced(quantity, counts=entity(one, counts))
    return one, mention(one, "detained", "COERCE", "arrest", numbers=[quantity], recipients=[entity(one, counts)])


def _disputed(*told: tuple[Report, Mention]) -> bool:
    (event,) = run([one for one, _ in told], [item for _, item in told]).events
    return "arrested" in event.disputed


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("60", "exactly", 60, 60), ("70", "exactly", 70, 70), True),
        (("60", "exactly", 60, 60), ("60", "exactly", 60, 60), False),
        (("more than 6,000", "more than", 6000, None), ("6,700", "exactly", 6700, 6700), False),
        (("more than 6,000", "more than", 6000, None), ("6,000", "exactly", 6000, 6000), True),
        (("at least 60", "at least", 60, None), ("60", "exactly", 60, 60), False),
        (("up to 40", "at most", None, 40), ("60", "exactly", 60, 60), True),
        (("dozens", "vague", None, None), ("34", "exactly", 34, 34), False),
        (("dozens", "vague", None, None), ("6,700", "exactly", 6700, 6700), True),
        (("some", "vague", None, None), ("34", "exactly", 34, 34), False),
        (("about 60", "about", 60, 60), ("64", "exactly", 64, 64), False),
        (("about 60", "about", 60, 60), ("90", "exactly", 90, 90), True),
        (("50 to 60", "between", 50, 60), ("55", "exactly", 55, 55), False),
    ],
)
def test_numbers(left: Claim, right: Claim, expected: bool) -> None:
    assert _disputed(_told("a", *left), _told("b", *right)) is expected


def test_a_total_since_sunday_says_nothing_of_one_march() -> None:
    """Police detained 60 people in Minsk; since Sunday 6,700 have been detained."""
    a, march = _told("a", "60", "exactly", 60, 60)
    b, total = _told("b", "6,700", "exactly", 6700, 6700, "cumulative")
    assert len(run([a, b], [march, total]).events) == 2
    both = replace(total, quantities=(*total.quantities, number(b, "6", "arrested", 60)))
    (event,) = run([a, b], [march, both]).events
    assert event.disputed == ()


def test_three_journalists_among_sixty_people_contradict_nobody() -> None:
    told = [_told("a", "60", "exactly", 60, 60), _told("b", "3", "exactly", 3, 3, counts="journalists")]
    joined = run([one for one, _ in told], [item for _, item in told])
    assert all("arrested" not in event.disputed for event in joined.events)


def test_minsk_and_belarus_do_not_conflict_minsk_and_grodno_do() -> None:
    from kronika.reconcile.values import conflict, read_claim
    from tests.reconcile.build import claims_of

    a = report("a", "People marched.")

    def reading(where: str) -> object:
        item = mention(a, "marched", at=where, on=None)
        return next(r for c in claims_of(item) if c.field == "place" and (r := read_claim(c, item, a.text)))

    minsk, belarus, grodno = reading("Minsk"), reading("Belarus"), reading("Grodno")
    assert not conflict(minsk, belarus)  # type: ignore[arg-type]
    assert conflict(minsk, grodno)  # type: ignore[arg-type]
    assert place("Minsk") is not None


def test_days_conflict_only_if_they_cannot_both_be_right() -> None:
    texts = [report(id_, "People marched in Minsk against the law on wages.", id_) for id_ in ("a", "b", "c")]
    told = [
        mention(texts[0], "marched", on="2020-08-13"),
        mention(texts[1], "marched", on=day("2020-08-12", "2020-08-14")),
    ]
    (event,) = run(texts[:2], told).events
    assert "date" not in event.disputed
    wrong = mention(texts[2], "marched", on="2020-08-12")
    (event,) = run(texts, [told[0], wrong]).events
    assert event.disputed == ("date",)


def test_no_claim_is_lost_between_mentions_and_values() -> None:
    told = [_told("a", "60", "exactly", 60, 60), _told("b", "70", "exactly", 70, 70)]
    from tests.reconcile.build import claims_of

    (event,) = run([one for one, _ in told], [item for _, item in told]).events
    kept = {claim for values in event.values.values() for value in values for claim in value.claims}
    assert kept == {claim.id for _, item in told for claim in claims_of(item)}


def test_two_of_the_fourteen_contradict_nobody() -> None:
    a = report("a", "Police detained 14 people in Minsk on Thursday, 2 of them minors.", "A")
    b = report("b", "Police detained 14 people in Minsk on Thursday.", "B")
    counts = [number(a, "14 people", "arrested", 14), number(a, "2 of them", "arrested", 2)]
    told = [
        mention(a, "detained", "COERCE", "arrest", numbers=counts),
        mention(b, "detained", "COERCE", "arrest", numbers=[number(b, "14 people", "arrested", 14)]),
    ]
    (event,) = run([a, b], told).events
    assert len(event.values["arrested"]) == 2
    assert event.disputed == ()


def test_two_thousand_farmers_and_four_thousand_people_at_one_march_conflict() -> None:
    a, b = report("a", "2,000 farmers marched in Minsk.", "A"), report("b", "4,000 people marched in Minsk.", "B")
    told = [
        mention(a, "marched", numbers=[number(a, "2,000", "participants", 2000, counts="farmers")]),
        mention(b, "marched", numbers=[number(b, "4,000", "participants", 4000, counts="people")]),
    ]
    (event,) = run([a, b], told).events
    assert event.disputed == ("participants",)


def test_a_denial_marked_twice_is_still_a_denial() -> None:
    a = report("a", "Officers beat a welder in Minsk on Thursday, relatives said.", "A")
    b = report("b", "The police deny that officers beat a welder in Minsk on Thursday.", "B")
    denies = replace(named(b, "The police", "deny"), stance="denies")
    told = [
        mention(a, "beat", "ASSAULT", "beat", recipients=[entity(a, "a welder")]),
        mention(b, "beat", "ASSAULT", "beat", recipients=[entity(b, "a welder")], status="negated", voice=denies),
    ]
    (event,) = run([a, b], told).events
    assert event.disputed == ("status",)
