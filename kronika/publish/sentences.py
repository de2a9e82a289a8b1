"""An event or mention as a readable English sentence: who did what to whom, where, when, how many, and who says so.

The sentence comes in pieces, each with the field it tells, so that a page can light up the words behind a piece. What is
not known is said to be unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kronika.publish.happenings import Happening, Telling
from kronika.publish.parties import distinct
from kronika.publish.wording import (
    claimant,
    date_words,
    entity_words,
    load_wording,
    measure_words,
    number_words,
    place_words,
    shorten,
    voices_of,
    words_for,
)
from kronika.records import Entity, Figure, Mention, Quantity, Report

NAMED = 3  # of many actors, so many are named in the sentence; the tables name all
LONGEST_CONTENT = 160  # characters of a demand or allegation
STATUS_WORDS = {"future": "announced or expected, not yet happened", "hypothetical": "only supposed or wanted"}
UNKNOWN = "unknown"  # the piece that says what is not known
Piece = tuple[str | None, str]  # the field a piece tells (None for the words between), and its words


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence tells, of one mention or of all the tellings of an event."""

    type: str
    mode: str | None
    actors: Sequence[str]
    recipients: Sequence[str]
    place: str | None
    date: str | None
    numbers: Sequence[tuple[str, str]]  # measure, words with who says so
    says: Sequence[str]
    status: str = "actual"
    attempted: bool = False
    content: Sequence[tuple[str, str]] = ()  # polarity, words


def sentence_of(facts: Facts) -> list[Piece]:
    """The sentence in pieces; joined, they read as English."""
    pieces: list[Piece] = _figure(facts) if facts.type == "FIGURE" else _happening(facts)
    for polarity, content in facts.content[:2]:
        pieces += [(None, f"; {polarity}: "), ("content", f"“{content}”")]
    pieces.append((None, "."))
    for measure, words in facts.numbers:
        pieces += [(None, " "), ("number", f"{_capital(measure_words(measure))}: {words}.")]
    says = _listed(list(facts.says), "; ") or "nobody is named"
    return [*pieces, (None, " "), ("says", f"Who says so: {says}.")]


def _happening(facts: Facts) -> list[Piece]:
    """Who did what to whom, where and when; what is not said is named at the end."""
    pieces, unsaid = _deed(facts)
    for role, words in (("where", facts.place and f"in {facts.place}"), ("when", facts.date)):
        if words:
            pieces += [(None, " "), (role, words)]
        else:
            unsaid.append(role)
    notes = [f"not said: {', '.join(unsaid)}"] if unsaid else []
    notes += [STATUS_WORDS[facts.status]] if facts.status in STATUS_WORDS else []
    if not facts.actors and not facts.recipients:  # a noun alone has no verb to deny or to try
        notes += ["said not to have happened"] if facts.status == "negated" else []
        notes += ["attempted"] if facts.attempted else []
    return [*pieces, (None, " "), (UNKNOWN, f"({'; '.join(notes)})")] if notes else pieces


def _figure(facts: Facts) -> list[Piece]:
    pieces: list[Piece] = [("did", "A figure")]
    for role, words in (
        ("who", _listed(facts.actors) and f"for {_listed(facts.actors)}"),
        ("where", facts.place and f"in {facts.place}"),
        ("when", facts.date),
    ):
        pieces += [(None, " "), (role, words)] if words else []
    return pieces


def plain_sentence(pieces: Iterable[Piece]) -> str:
    return "".join(words for _, words in pieces)


def headline(facts: Facts) -> str:
    """The sentence without what is not said, without numbers and voices: for a list, where those have their columns."""
    pieces = _figure(facts) if facts.type == "FIGURE" else _happening(facts)
    told = [words for field, words in pieces if field != UNKNOWN or not words.startswith("(")]
    notes = "; ".join([STATUS_WORDS[facts.status]] if facts.status in STATUS_WORDS else [])
    return "".join(told).strip() + (f" ({notes})" if notes else "")


def _deed(facts: Facts) -> tuple[list[Piece], list[str]]:
    """Who did what to whom, and which of them is not said. Whom a type seldom has is not missed."""
    words = words_for(facts.type, facts.mode)
    who, whom = _listed(facts.actors), _listed(facts.recipients)
    if facts.status == "negated" and _list("nobody") & {who.lower(), whom.lower()}:
        facts = replace(facts, status="actual")  # "no one was arrested" is negated once
    if not who and whom and "done" in words:
        verb = _passive(facts, words["done"], plural=_is_plural(facts.recipients))
        return [("whom", _capital(whom)), (None, " "), ("did", verb)], ["by whom"]
    unsaid = [] if who else ["who"]
    unsaid += [] if whom or "done" not in words else ["whom"]
    if not who and not whom:
        return [("did", words["label"])], unsaid
    if not whom and "elsed" in words:
        words = {**words, "verb": words["else"], "past": words["elsed"]}
    deed: list[Piece] = [
        ("who", _capital(who)) if who else (UNKNOWN, "Somebody"),
        (None, " "),
        ("did", _active(facts, words)),
    ]
    if whom:
        toward = words.get("toward", "")
        deed += [(None, f" {toward} " if toward else " "), ("whom", _inner(whom))]
    return deed, unsaid


def _active(facts: Facts, words: dict[str, str]) -> str:
    verb = f"try to {words['verb']}" if facts.attempted else words["verb"]
    past = f"tried to {words['verb']}" if facts.attempted else words["past"]
    return {
        "actual": past,
        "negated": f"did not {verb}",
        "future": f"will {verb}",
        "hypothetical": f"would {verb}",
    }[facts.status]


def _passive(facts: Facts, done: str, *, plural: bool) -> str:
    was = "were" if plural else "was"
    start = "nearly " if facts.attempted else ""
    return {
        "actual": f"{was} {start}{done}",
        "negated": f"{was} not {done}",
        "future": f"will be {done}",
        "hypothetical": f"would be {done}",
    }[facts.status]


def _is_plural(names: Sequence[str]) -> bool:
    """A guess from the words alone: a number, a plural ending, a list; a name of several capitalised words is one."""
    if len(names) != 1:
        return True
    head = re.split(r"\s(?:of|who|from|in|at|for|with)\s", names[0])[0].split()
    if not head:
        return False
    first, last = head[0].lower(), head[-1]
    if first in _list("many") or (first.replace(",", "").isdigit() and first != "1"):
        return True
    if len(head) > 1 and last[:1].isupper():
        return False
    return last.lower() in _list("plural") or (len(last) > 2 and last.endswith("s") and not last.endswith("ss"))


def _listed(names: Sequence[str], comma: str = ", ") -> str:
    if len(names) > NAMED and comma == ", ":
        return f"{comma.join(names[:NAMED])} and {len(names) - NAMED} more"
    if len(names) < 2 or comma != ", ":
        return comma.join(names)
    return f"{comma.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inner(text: str) -> str:
    """Words from the head of a sentence, now within one: "The owner" is "the owner", a name stays."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".strip() if first.lower() in _list("small") | _list("many") else text


def tell_item(telling: Telling) -> Facts:
    """The facts of one mention or figure."""
    item, report = telling.item, telling.report
    numbers = [(quantity.measure, number_words(quantity, report)) for quantity in telling.quantities]
    says = voices_of([telling])
    if isinstance(item, Figure):
        of = [entity_words(item.of, report, telling.quantities)] if item.of else []
        return Facts(
            "FIGURE", item.measure, of, (), place_words(item.place, report), date_words(item.date), numbers, says
        )
    return Facts(
        item.type,
        item.mode,
        _names(item.actors, report, item.quantities),
        _names(item.recipients, report, item.quantities),
        place_words(item.place, report),
        date_words(item.date),
        numbers,
        says,
        item.status,
        item.attempted,
        [(content.polarity, shorten(content.span.of(report.text), LONGEST_CONTENT)) for content in item.content],
    )


def tell_happening(happening: Happening) -> Facts:
    """The facts of an event: its own place, date and people, every number with its voice, every voice once."""
    event, tellings = happening.event, happening.tellings
    mentions = [telling.item for telling in tellings if isinstance(telling.item, Mention)]
    sure = [mention for mention in mentions if mention.status == "actual"] or mentions
    place = None if event.place is None else place_words(event.place, happening.report_of(event.place))
    return Facts(
        event.type,
        event.mode,
        distinct(entity_words(entity, *_located(happening, entity)) for entity in event.actors)
        or _counted(event.type, tellings),
        distinct(entity_words(entity, *_located(happening, entity)) for entity in event.recipients),
        place,
        date_words(event.date),
        _numbers(tellings),
        voices_of(tellings),
        sure[0].status if sure else "actual",
        bool(sure) and all(mention.attempted for mention in sure),
        _contents(happening),
    )


def _counted(type_: str, tellings: Iterable[Telling]) -> list[str]:
    """Of whom the tellings speak where all there is are figures."""
    figures = ((telling.item, telling) for telling in tellings if type_ == "FIGURE")
    return distinct(
        entity_words(item.of, telling.report, telling.quantities)
        for item, telling in figures
        if isinstance(item, Figure) and item.of is not None
    )


def _names(entities: Iterable[Entity], report: Report, quantities: Iterable[Quantity]) -> list[str]:
    counted = tuple(quantities)
    return distinct(entity_words(entity, report, counted) for entity in entities)


def _located(happening: Happening, entity: Entity) -> tuple[Report | None, tuple[Quantity, ...]]:
    report = happening.report_of(entity)
    quantities = (q for telling in happening.tellings if telling.report is report for q in telling.quantities)
    return report, tuple(quantities)


def _numbers(tellings: Iterable[Telling]) -> list[tuple[str, str]]:
    found: dict[str, dict[str, None]] = {}
    for telling in tellings:
        for quantity in telling.quantities:
            words = f"{number_words(quantity, telling.report)} ({claimant(telling, quantity.voice)})"
            found.setdefault(quantity.measure, {})[words] = None
    return [(measure, ", ".join(words)) for measure, words in found.items()]


def _contents(happening: Happening) -> list[tuple[str, str]]:
    found = (
        (content.polarity, shorten(content.span.of(report.text), LONGEST_CONTENT))
        for mention, report in happening.mentions
        for content in mention.content
    )
    return list(dict.fromkeys(found))


@cache
def _list(name: str) -> frozenset[str]:
    """One of the lists of words that decide on number and case: many, small, plural, nobody."""
    return frozenset(load_wording()["lists"][name])
