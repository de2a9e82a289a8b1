"""Reviews as a table that a spreadsheet opens: claims and pairs out; a person's verdicts back in, checked row by row.

A row is a claim (verdict accept, correct or reject; a correction in ``corrected``) or a pair of mentions (same, different,
unsure). Verdicts hold to claim ids, which a better reader keeps; those whose claim is gone are listed as stale.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, TextIO, get_args

from kronika.reconcile.ledger import peoples_say, say_again, standing
from kronika.records import PROGRAM, Claim, Date, Figure, Judgement, Mention, Problem, Report, Review, Span, hash_id
from kronika.records.claims import ReviewVerdict, Verdict
from kronika.records.mentions import Status

COLUMNS = ("kind", "id", "other", "report", "field", "words", "sentence", "value", "verdict", "corrected", "note")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run, not show


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table held: reviews of claims, judgements of pairs, rows refused (with reasons), rows left open."""

    reviews: tuple[Review, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]
    open: int


def export_reviews(
    file: TextIO,
    claims: Iterable[Claim],
    items: Mapping[str, Mention | Figure],
    reports: Mapping[str, Report],
    judgements: Iterable[Judgement] = (),
    reviews: Iterable[Review] = (),
) -> int:
    """Write claims in the order of the text, then pairs the program is least sure of; verdicts given already are shown.

    Returns the number of rows. Cells that a spreadsheet would take for a formula get an apostrophe before them.
    """
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    given = latest_reviews(reviews)
    rows = [_claim_row(claim, items, reports, given.get(claim.id)) for claim in _in_order(claims, items)]
    rows += _pair_rows(list(judgements), items, reports)
    writer.writerows({name: guard(cell) for name, cell in row.items()} for row in rows)
    return len(rows)


def _in_order(claims: Iterable[Claim], items: Mapping[str, Mention | Figure]) -> list[Claim]:
    """As the text runs; the claims of one mention stay together."""

    def place(claim: Claim) -> tuple[str, Span, str, str, Span, str]:
        item = items.get(claim.of)
        sentence = item.sentence if item else Span(0, 0)
        return (claim.report, sentence, claim.of, claim.field, claim.span or Span(0, 0), claim.id)

    return sorted(claims, key=place)


def _called(report: Report) -> str:
    """What a person knows a report by."""
    return ", ".join(part for part in (report.publisher, report.published) if part) or report.id


def _claim_row(
    claim: Claim, items: Mapping[str, Mention | Figure], reports: Mapping[str, Report], given: Review | None
) -> dict[str, str]:
    text, item = reports[claim.report].text, items.get(claim.of)
    return {
        "kind": "claim",
        "id": claim.id,
        "other": claim.of,
        "report": _called(reports[claim.report]),
        "field": claim.field,
        "words": claim.span.of(text) if claim.span else "",
        "sentence": _line(item.sentence.of(text)) if item else "",
        "value": shown(claim.value),
        "verdict": given.verdict if given else "",
        "corrected": shown(given.value) if given and given.value is not None else "",
        "note": given.note or "" if given else "",
    }


def _pair_rows(
    lines: list[Judgement], items: Mapping[str, Mention | Figure], reports: Mapping[str, Report]
) -> list[dict[str, str]]:
    """A row for each pair of mentions the ledger speaks of, the least sure first."""
    pairs: dict[tuple[str, str], Judgement] = {}
    for line in standing(lines):
        if line.left in items and line.right in items:
            held = pairs.get((line.left, line.right))
            if held is None or held.by == PROGRAM:
                pairs[(line.left, line.right)] = line
    ordered = sorted(pairs.values(), key=lambda line: (abs((line.score or 0.5) - 0.5), line.left, line.right))
    return [_pair_row(line, items, reports) for line in ordered]


def _pair_row(line: Judgement, items: Mapping[str, Mention | Figure], reports: Mapping[str, Report]) -> dict[str, str]:
    left, right = items[line.left], items[line.right]
    words = [_line(one.sentence.of(reports[one.report].text)) for one in (left, right)]
    return {
        "kind": "pair",
        "id": line.left,
        "other": line.right,
        "report": f"{_called(reports[left.report])} / {_called(reports[right.report])}",
        "field": "same happening?",
        "words": words[0],
        "sentence": words[1],
        "value": f"{line.verdict} ({line.score:.2f}: {line.reason})" if line.score is not None else line.verdict,
        "verdict": "" if line.by == PROGRAM else line.verdict,
        "corrected": "",
        "note": "",
    }


def import_reviews(
    file: TextIO,
    claims: Iterable[Claim],
    items: Iterable[str],
    *,
    by: str,
    made: str,
    reviews: Iterable[Review] = (),
    judgements: Iterable[Judgement] = (),
    codes: Mapping[str, Collection[str]] | None = None,
) -> Imported:
    """Read a table back. ``items`` are the ids of mentions and figures; what is in the ledger already adds nothing.

    ``codes``: of a field that takes one of some codes ("type", "mode"), those that a correction may give.

    A row that does not fit is a Problem that names its line and what would fit; the other rows are taken.
    """
    reader = _read_table(file)
    missing = sorted({"kind", "id", "verdict"} - set(reader.fieldnames or ()))
    if missing:
        message = (
            f"the table lacks the column {', '.join(missing)}: export one with `kronika review export` and fill that in"
        )
        return Imported((), (), (Problem("reconcile", message),), 0)
    by_id, known, allowed = {claim.id: claim for claim in claims}, set(items), codes or {}
    held, ledger = latest_reviews(reviews), list(judgements)
    new_reviews: list[Review] = []
    new_lines: list[Judgement] = []
    problems: list[Problem] = []
    left_open = 0
    for row in reader:
        cells = {name: unguard(cell or "").strip() for name, cell in row.items() if isinstance(name, str)}
        verdict = cells["verdict"].lower()
        if not verdict:
            left_open += 1
            continue
        try:
            if cells["kind"] == "pair":
                line = _judged(cells, verdict, known, by, made, ledger)
                if line is not None:
                    new_lines.append(line)
            else:
                review = _reviewed(cells, verdict, by_id, by, made, held.get(cells["id"]), allowed)
                if review is not None:
                    new_reviews.append(review)
        except ValueError as error:
            problems.append(Problem("reconcile", f"line {reader.line_num} of the review: {error}"))
    return Imported(tuple(new_reviews), tuple(new_lines), tuple(problems), left_open)


def _read_table(file: TextIO) -> csv.DictReader[str]:
    """Commas, semicolons or tabs, with or without a byte-order mark: as spreadsheets of different countries save it."""
    text = file.read().removeprefix("\ufeff")
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    return reader


def _reviewed(
    cells: Mapping[str, str],
    verdict: str,
    claims: Mapping[str, Claim],
    by: str,
    made: str,
    held: Review | None,
    codes: Mapping[str, Collection[str]],
) -> Review | None:
    if cells["kind"] != "claim":
        raise ValueError(f"kind {cells['kind']!r} is neither claim nor pair")
    if verdict not in get_args(ReviewVerdict):
        raise ValueError(f"{verdict!r} is no verdict on a claim: accept, correct or reject")
    if cells["id"] not in claims:
        raise ValueError(f"no claim {cells['id']!r}: it was deleted, or the table belongs to another record")
    value = None
    if verdict == "correct":
        if not cells.get("corrected"):
            raise ValueError("a correction needs a value in the column corrected")
        value = _coded(cells["corrected"], claims[cells["id"]], codes)
    elif cells.get("corrected") and (held is None or held.value is None):
        raise ValueError(f"a corrected value is given, but the verdict is {verdict}: write correct")
    note = cells.get("note") or None
    if held is not None and (held.verdict, held.value, held.note, held.by) == (verdict, value, note, by):
        return None
    withdraws = held.id if held is not None else None
    id_ = hash_id("v", cells["id"], verdict, json.dumps(value, sort_keys=True), note, by, withdraws)
    return Review(id_, cells["id"], _review_verdict(verdict), by, made, value, note, withdraws)


def _coded(words: str, claim: Claim, codes: Mapping[str, Collection[str]]) -> Any:
    """The corrected value; where the field takes codes, the one meant, however it is written."""
    allowed = codes.get(claim.field)
    if allowed is None:
        return read_value(words, claim.value)
    meant = next((code for code in allowed if code.casefold() == words.casefold()), None)
    if meant is None:
        near = get_close_matches(words.casefold(), [code.casefold() for code in allowed], 3, 0.5)
        hint = f"; near it: {', '.join(code for code in allowed if code.casefold() in near)}" if near else ""
        raise ValueError(f"{words!r} is no {claim.field} of the scheme{hint}; `kronika scheme list` has them all")
    return meant


def _review_verdict(verdict: str) -> ReviewVerdict:
    return "accept" if verdict == "accept" else "correct" if verdict == "correct" else "reject"


def _judged(
    cells: Mapping[str, str], verdict: str, known: set[str], by: str, made: str, ledger: list[Judgement]
) -> Judgement | None:
    if verdict not in get_args(Verdict):
        raise ValueError(f"{verdict!r} is no verdict on a pair: same, different or unsure")
    for id_ in (cells["id"], cells.get("other", "")):
        if id_ not in known:
            raise ValueError(f"no mention or figure {id_!r}: it was deleted, or the table belongs to another record")
    if cells["id"] == cells["other"]:
        raise ValueError("a mention is always the same as itself")
    final: Verdict = "same" if verdict == "same" else "different" if verdict == "different" else "unsure"
    return say_again(cells["id"], cells["other"], final, by=by, made=made, lines=ledger, reason=cells.get("note", ""))


def read_value(words: str, old: Any) -> Any:
    """A corrected cell as a value of the old one's shape: numbers stay numbers, an object may be given as JSON.

    Raises ValueError if the old value is a number and the words are none.
    """
    if words[:1] in "{[":
        try:
            return json.loads(words)
        except json.JSONDecodeError as error:
            raise ValueError(f"the corrected value is not JSON: {error}") from error
    if isinstance(old, dict) and "low" in old and "high" in old:
        number = _number(words)
        return {**old, "text": words, "relation": "exactly", "low": number, "high": number}
    if isinstance(old, dict) and {"from", "to"} <= set(old):
        if _days(words) is None:
            raise ValueError(f"{words!r} is not a day: write it as 2020-08-13, or the whole value as JSON")
        return {**old, "from": words, "to": words, "precision": "day"}
    if isinstance(old, dict) and "status" in old:
        if _status(words) is None:
            raise ValueError(f"{words!r} is no status: {', '.join(get_args(Status))}")
        return {**old, "status": words}
    if isinstance(old, dict):
        return {"text": words, "name": words}
    return _number(words) if isinstance(old, int | float) and not isinstance(old, bool) else words


def _number(words: str) -> float:
    try:
        return float(words.replace(",", "").replace("\u202f", "").replace(" ", ""))
    except ValueError as error:
        raise ValueError(f"{words!r} is not a number: write digits, or the whole value as JSON") from error


def latest_reviews(reviews: Iterable[Review]) -> dict[str, Review]:
    """Claim id -> the last review that stands; one that another withdraws is gone."""
    ordered = sorted({review.id: review for review in reviews}.values(), key=lambda one: (one.made, one.id))
    withdrawn: set[str] = set()
    found: dict[str, Review] = {}
    for review in reversed(ordered):
        if review.id not in withdrawn:
            found.setdefault(review.claim, review)
            if review.withdraws:
                withdrawn.add(review.withdraws)
    return found


def apply_reviews(claims: Iterable[Claim], reviews: Iterable[Review]) -> tuple[list[Claim], list[Review]]:
    """(claims as people left them, reviews that find no claim any more). Rejected claims go; corrected ones say so.

    A corrected claim keeps its id, its words and its voice: the person corrected the reading, not the speaker.
    """
    given = latest_reviews(reviews)
    kept: list[Claim] = []
    seen: set[str] = set()
    for claim in claims:
        review = given.get(claim.id)
        seen.add(claim.id)
        if review is None or review.verdict == "accept":
            kept.append(claim)
        elif review.verdict == "correct":
            kept.append(replace(claim, value=review.value, basis="review"))
    return kept, sorted((r for id_, r in given.items() if id_ not in seen), key=lambda review: review.id)


def correct_items(
    items: Mapping[str, Mention | Figure], claims: Iterable[Claim], reviews: Iterable[Review]
) -> dict[str, Mention | Figure]:
    """Mentions and figures with the days and statuses that people corrected: what happened when decides what it is."""
    given = {id_: review for id_, review in latest_reviews(reviews).items() if review.verdict == "correct"}
    found = dict(items)
    for claim in claims if given else ():
        review, item = given.get(claim.id), found.get(claim.of)
        if review is None or item is None:
            continue
        if claim.field == "date" and (days := _days(review.value)):
            found[claim.of] = replace(item, date=days)
        elif claim.field == "status" and isinstance(item, Mention) and (status := _status(review.value)):
            found[claim.of] = replace(item, status=status)
    return found


def _days(value: Any) -> Date | None:
    """A corrected day or span of days; None if the value holds none."""
    first, last = (value.get("from"), value.get("to")) if isinstance(value, dict) else (value, value)
    try:
        days = [None if day is None else date.fromisoformat(str(day)) for day in (first, last)]
    except ValueError:
        return None
    return Date(None, days[0], days[1], "day") if any(days) else None


def _status(value: Any) -> Status | None:
    told = value.get("status") if isinstance(value, dict) else value
    return next((status for status in get_args(Status) if status == told), None)


def stale_judgements(lines: Iterable[Judgement], items: Iterable[str]) -> list[Judgement]:
    """People's judgements that name a mention which is no longer there."""
    known, lines = set(items), list(lines)
    say = peoples_say(lines)
    told = say.same | say.different
    return [
        line
        for line in standing(lines)
        if line.by != PROGRAM and (line.left, line.right) in told and not {line.left, line.right} <= known
    ]


def shown(value: Any) -> str:
    """A value for a cell: words as they are, an object's words or name first, else JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        if value.get("low") is not None or value.get("high") is not None:
            return _range(value)
        for key in ("name", "text", "status", "from"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _range(value: Mapping[str, Any]) -> str:
    low, high = value.get("low"), value.get("high")
    relation = value.get("relation") or "exactly"
    number = f"{low:g}" if low == high or high is None else f"{high:g}" if low is None else f"{low:g} to {high:g}"
    return number if relation == "exactly" else f"{relation} {number}"


def guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _line(text: str) -> str:
    return " ".join(text.split())
