"""A person's say, by way of a spreadsheet: out, filled in, and back; what does not fit is refused politely."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest

from kronika.reconcile.review import Imported, apply_reviews, export_reviews, guard, import_reviews, unguard
from kronika.records import Claim, Mention, Report
from tests.reconcile.build import MADE, claims_of, mention, number, report, run

Row = dict[str, str]


def _record() -> tuple[dict[str, Report], dict[str, Mention], list[Claim]]:
    a = report("a", "Police detained 60 people in Minsk on Thursday.", "Morning Post")
    b = report("b", "=SUM(1) Police detained 70 people in Minsk on Thursday.", "Radio Nine")
    told = [
        mention(one, "detained", "COERCE", "arrest", numbers=[number(one, words, "arrested", float(words[:2]))])
        for one, words in ((a, "60 people"), (b, "70 people"))
    ]
    return {"a": a, "b": b}, {one.id: one for one in told}, [claim for one in told for claim in claims_of(one)]


def _exported() -> list[Row]:
    reports, items, claims = _record()
    out = io.StringIO()
    export_reviews(out, claims, items, reports, run(reports.values(), items.values()).judgements)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def _import(rows: list[Row], *, delimiter: str = ",", by: str = "ann", **more: object) -> Imported:
    _, items, claims = _record()
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return import_reviews(io.StringIO("\ufeff" + out.getvalue()), claims, items, by=by, made=MADE, **more)  # type: ignore[arg-type]


def _row(rows: list[Row], field: str, words: str) -> Row:
    return next(row for row in rows if row["field"] == field and words in row["words"])


def test_every_claim_and_the_pair_are_exported_with_their_words() -> None:
    rows = _exported()
    _, _, claims = _record()
    assert {row["id"] for row in rows if row["kind"] == "claim"} == {claim.id for claim in claims}
    assert _row(rows, "quantity", "60 people")["value"] == "60"
    (pair,) = [row for row in rows if row["kind"] == "pair"]
    assert pair["value"].startswith("same (0.")


def test_the_claims_of_one_mention_stand_together() -> None:
    of = [row["other"] for row in _exported() if row["kind"] == "claim"]
    assert len(set(of)) == sum(one != other for one, other in pairwise(of)) + 1
    assert _exported()[0]["report"] == "Morning Post, 2020-08-14"


def test_a_correction_comes_back_and_changes_what_the_event_says() -> None:
    rows = _exported()
    row = _row(rows, "quantity", "70 people")
    row["verdict"], row["corrected"] = "Correct", "60"
    imported = _import(rows)
    assert imported.problems == ()
    assert imported.open == len(rows) - 1
    _, _, claims = _record()
    corrected, stale = apply_reviews(claims, imported.reviews)
    changed = next(claim for claim in corrected if claim.id == row["id"])
    assert (changed.value["low"], changed.value["high"], changed.basis) == (60, 60, "review")
    assert stale == []


def test_a_rejected_claim_is_left_out_of_the_events_values() -> None:
    rows = _exported()
    _row(rows, "quantity", "70 people")["verdict"] = "reject"
    from kronika.reconcile import reconcile

    reports, items, claims = _record()
    (event,) = reconcile(reports, items.values(), [], claims, [], reviews=_import(rows).reviews).events
    assert [value.value["low"] for value in event.values["arrested"]] == [60]
    assert event.disputed == ()


def test_a_corrected_day_parts_what_the_wrong_day_joined() -> None:
    rows = _exported()
    next(row for row in rows if row["field"] == "date" and row["report"].startswith("Radio Nine")).update(
        verdict="correct", corrected="2020-09-13"
    )
    from kronika.reconcile import reconcile

    reports, items, claims = _record()
    result = reconcile(reports, items.values(), [], claims, [], reviews=_import(rows).reviews)
    assert sorted(str(event.date.first) for event in result.events if event.date) == ["2020-08-13", "2020-09-13"]


def test_different_comes_back_as_a_judgement_that_holds() -> None:
    rows = _exported()
    next(row for row in rows if row["kind"] == "pair")["verdict"] = "different"
    (line,) = _import(rows).judgements
    reports, items, _ = _record()
    assert len(run(reports.values(), items.values()).events) == 1
    assert len(run(reports.values(), items.values(), [line]).events) == 2


def test_the_same_table_twice_adds_nothing_and_a_change_of_mind_withdraws() -> None:
    rows = _exported()
    pair = next(row for row in rows if row["kind"] == "pair")
    pair["verdict"] = "different"
    _row(rows, "quantity", "70 people")["verdict"] = "accept"
    first = _import(rows)
    again = _import(rows, reviews=first.reviews, judgements=first.judgements)
    assert (again.reviews, again.judgements) == ((), ())
    pair["verdict"] = "same"
    (changed,) = _import(rows, reviews=first.reviews, judgements=first.judgements).judgements
    assert changed.withdraws == first.judgements[0].id


def test_a_table_saved_with_semicolons_is_read() -> None:
    rows = _exported()
    _row(rows, "quantity", "70 people")["verdict"] = "accept"
    assert len(_import(rows, delimiter=";").reviews) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"verdict": "maybe"}, "no verdict on a claim: accept, correct or reject"),
        ({"verdict": "accept", "id": "c0"}, "no claim 'c0'"),
        ({"verdict": "correct"}, "needs a value"),
        ({"verdict": "correct", "corrected": "sixty"}, "not a number"),
        ({"verdict": "correct", "corrected": "{low"}, "not JSON"),
        ({"verdict": "correct", "field": "date", "corrected": "Thursday"}, "not a day"),
        ({"verdict": "reject", "corrected": "60"}, "write correct"),
        ({"verdict": "accept", "kind": "row"}, "neither claim nor pair"),
        ({"verdict": "same", "kind": "pair", "other": "m0"}, "no mention or figure"),
        ({"verdict": "alike", "kind": "pair"}, "same, different or unsure"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line_and_the_rest_is_taken(changes: Row, told: str) -> None:
    rows = _exported()
    good = _row(rows, "quantity", "60 people")
    good["verdict"] = "accept"
    bad = next(row for row in rows if row["field"] == changes.get("field", "quantity") and row is not good)
    bad.update(changes)
    imported = _import(rows)
    assert len(imported.reviews) == 1
    (problem,) = imported.problems
    assert told in problem.message
    assert f"line {rows.index(bad) + 2} " in problem.message


def test_a_table_without_the_columns_says_which() -> None:
    (problem,) = import_reviews(io.StringIO("a,b\n1,2\n"), [], [], by="ann", made=MADE).problems
    assert "id, kind, verdict" in problem.message


def test_verdicts_survive_coding_again_and_stale_ones_are_listed() -> None:
    rows = _exported()
    _row(rows, "quantity", "60 people")["verdict"] = "reject"
    _row(rows, "quantity", "70 people")["verdict"] = "reject"
    reviews = _import(rows).reviews
    _, _, claims = _record()
    lost = next(claim.id for claim in claims if claim.field == "quantity")
    kept, stale = apply_reviews([claim for claim in claims if claim.id != lost], reviews)
    assert [review.claim for review in stale] == [lost]
    assert not [claim for claim in kept if claim.field == "quantity"]


def test_cells_are_shown_not_run() -> None:
    assert guard("=SUM(1)") == "'=SUM(1)"
    assert unguard(guard("=SUM(1)")) == "=SUM(1)"
    assert unguard("'twas") == "'twas"
    assert any(row["sentence"].startswith("'=SUM(1)") for row in _exported())
