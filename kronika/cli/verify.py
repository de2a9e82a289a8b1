"""What must hold of a store: nothing altered by hand, texts fit their hashes, words their spans, nothing points to nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kronika.publish import lines
from kronika.publish.checks import told_reports
from kronika.publish.schema import check_line
from kronika.records import Mention, Report, Span, text_sha256
from kronika.store import Store


def verify_store(store: Store) -> tuple[int, list[str]]:
    """How many records were checked, and a sentence on each fault."""
    faults = [one.message for one in store.altered()]
    try:
        checked, found = _check_records(store)
    except msgspec.DecodeError as error:
        return 0, [*faults, f"the records could not be checked further: one of them is no record any more ({error})"]
    return checked, [*faults, *found]


def _check_records(store: Store) -> tuple[int, list[str]]:
    checked = 0
    faults: list[str] = []
    subjects: set[str] = set()
    unmet = {review.claim for review in store.reviews()}
    for told in told_reports(store):
        report = told.report
        checked += 1
        faults.extend(_report_faults(report))
        for mention in told.mentions:
            checked += 1
            subjects.add(mention.id)
            faults.extend(_span_faults(mention, report))
            faults.extend(f"mention {mention.id}: {f}" for f in check_line(lines.mention_line(mention, report.text)))
        for figure in told.figures:
            checked += 1
            subjects.add(figure.id)
            faults.extend(f"figure {figure.id}: {f}" for f in check_line(lines.figure_line(figure, report.text)))
        for claim in told.claims:
            checked += 1
            unmet.discard(claim.id)
            if claim.of not in subjects:
                faults.append(f"claim {claim.id}: its mention or figure {claim.of} is not in the store")
            if claim.span and claim.span.end > len(report.text):
                faults.append(f"claim {claim.id}: its words lie outside the text of {report.id}")
    for event in store.events():
        checked += 1
        faults.extend(f"event {event.id}: member {m} is not in the store" for m in event.members if m not in subjects)
    for review in store.reviews():
        checked += 1
        if review.claim in unmet:
            faults.append(f"review {review.id}: its claim {review.claim} is no longer made (the review is kept)")
    return checked, faults


def _report_faults(report: Report) -> Iterator[str]:
    if text_sha256(report.text) != report.sha256:
        yield f"report {report.id}: its text does not fit its hash; it was altered after it was stored"
    end = 0
    for part in report.parts:
        if not end <= part.start <= part.end <= len(report.text):
            yield f"report {report.id}: its parts overlap or leave the text at {part.start}"
        end = part.end


def _span_faults(mention: Mention, report: Report) -> Iterator[str]:
    spans: list[Span] = [mention.sentence, mention.trigger]
    spans += [e.span for e in (*mention.actors, *mention.recipients)]
    spans += [q.span for q in mention.quantities] + [c.span for c in mention.content]
    if any(span.end > len(report.text) for span in spans):
        yield f"mention {mention.id}: words outside the text of {report.id}"
    if not mention.sentence.covers(mention.trigger):
        yield f"mention {mention.id}: its trigger lies outside its sentence"
