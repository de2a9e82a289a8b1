"""Mention or figure -> ``Telling``: what comparing needs, worked out once; several tellings of a report -> one account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from kronika.reconcile.numbers import Number, number_of
from kronika.reconcile.parties import Party, parties
from kronika.reconcile.words import content_words, split_words
from kronika.records import Date, Figure, Mention, Place, Report, Span, Voice
from kronika.scheme.reconciling import Kinship, load_kinship

WIDE = 10  # days: a date wider than this does not tell one happening from the next
NAMES = re.compile(r"[A-Z]\w{2,}(?: [A-Z]\w+)*")
NAMED = 600  # characters of a report whose names may be those of its scene
LEAD = 1500  # characters of a report that tell its theme
REACH = 4  # words before a trigger in which "another" sets it apart
TIMES = frozenset({"day", "night", "week", "month", "year", "time", "hour", "weekend", "straight", "consecutive"})
SURE = frozenset({"event", "sentence"})  # bases that rest on words beside the trigger


@dataclass(frozen=True, slots=True)
class Where:
    """A resolved place; ``sure`` if the words beside the trigger give it. ``names``: the gazetteer's and the report's."""

    names: frozenset[str]
    country: str | None
    admin1: str | None
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    precision: int
    sure: bool
    lent: bool = False  # taken from elsewhere in the report


@dataclass(frozen=True, slots=True)
class When:
    """Ordinal days, inclusive; ``sure`` if the words beside the trigger give them."""

    first: int
    last: int
    sure: bool

    @property
    def width(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Theme:
    """Content words of a report's beginning, and the capitalised words of its first lines (lower case)."""

    words: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report says of one happening: a single mention, or an account joined from several (``members``)."""

    id: str
    report: str
    members: tuple[str, ...]
    type: str
    mode: str | None
    family: str
    statuses: frozenset[str]
    extent: str
    attempted: bool
    historical: bool
    when: When | None
    where: Where | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    numbers: tuple[Number, ...]
    lemmas: frozenset[str]
    words: frozenset[str]
    theme: Theme
    voices: frozenset[str]
    sentence: Span
    trigger: Span
    apart: bool = False
    definite: bool = False
    indefinite: bool = False
    headline: bool = False
    counter: bool = False
    rivals: frozenset[str] = frozenset()  # members of other accounts that the same report tells apart from this one

    @property
    def lasting(self) -> bool:
        """Whether it may go on for days: a strike, a blockade."""
        return f"{self.type}.{self.mode}" in load_kinship().lasting

    @property
    def vague(self) -> bool:
        """Without a place or a span of days narrow enough to tell happenings apart."""
        return self.where is None or self.when is None or self.when.width > WIDE

    @property
    def signature(self) -> object:
        """Equal for two accounts that say just the same, as copies of one report do."""
        return (
            self.type, self.mode, self.statuses, self.extent, self.attempted, self.historical, self.when, self.where,
            self.actors, self.recipients, self.numbers, self.lemmas, self.words, self.counter, self.apart,
        )  # fmt: skip

    @property
    def richness(self) -> int:
        """How much there is to compare: the fuller telling leads where not all pairs can be compared."""
        return len(self.members) + len(self.actors) + len(self.recipients) + len(self.numbers) + 2 * (not self.vague)


def tell(report: Report, item: Mention | Figure, theme: Theme | None = None) -> Telling:
    """The telling of one mention or figure; ``theme``, if at hand, is ``theme_of(report)``."""
    kin = load_kinship()
    theme = theme_of(report) if theme is None else theme
    if isinstance(item, Figure):
        return _tell_figure(report.text, item, theme, kin)
    text = report.text
    return Telling(
        id=item.id,
        report=item.report,
        members=(item.id,),
        type=item.type,
        mode=item.mode,
        family=kin.family(item.type),
        statuses=only("negated" if item.voice.stance == "denies" else item.status),
        extent="several" if item.extent == "single" and is_total(item, kin) else item.extent,
        attempted=item.attempted,
        historical=item.historical,
        when=when(item.date, report.published),
        where=where(item.place, text),
        actors=parties(text, item.actors, kin),
        recipients=parties(text, item.recipients, kin),
        numbers=tuple(number_of(one, one.span.of(text)) for one in item.quantities),
        lemmas=only(item.why.lemma.lower()),
        words=content_words(item.sentence.of(text), kin),
        theme=theme,
        voices=only(voice_key(item.voice, text)),
        sentence=item.sentence,
        trigger=item.trigger,
        apart=_is_apart(_before(text, item.sentence, item.trigger), kin),
        definite=bool(kin.definite.intersection(_before(text, item.sentence, item.trigger)[-2:])),
        indefinite=bool(kin.indefinite.intersection(_before(text, item.sentence, item.trigger)[-2:])),
        headline=_in_headline(report, item.sentence),
        counter=is_counter(text, item, kin),
    )


def _tell_figure(text: str, item: Figure, theme: Theme, kin: Kinship) -> Telling:
    return Telling(
        id=item.id,
        report=item.report,
        members=(item.id,),
        type="FIGURE",
        mode=item.measure,
        family="figure",
        statuses=only("actual"),
        extent="single",
        attempted=False,
        historical=False,
        when=when(item.date),
        where=where(item.place, text),
        actors=parties(text, (item.of,) if item.of else (), kin),
        recipients=(),
        numbers=(number_of(item.quantity, item.quantity.span.of(text)),),
        lemmas=only(item.measure),
        words=content_words(item.sentence.of(text), kin),
        theme=theme,
        voices=only(voice_key(item.voice, text)),
        sentence=item.sentence,
        trigger=item.quantity.span,
    )


@lru_cache(maxsize=65536)
def only(value: str) -> frozenset[str]:
    """The set of one thing, the same for all tellings that have it."""
    return frozenset({value})


def tell_report(report: Report, items: Iterable[Mention | Figure]) -> list[Telling]:
    """The tellings of one report, in the order of their ids, whatever the order of ``items``."""
    theme = theme_of(report)
    return sorted((tell(report, item, theme) for item in items), key=lambda telling: telling.id)


def is_total(item: Mention, kin: Kinship) -> bool:
    """Whether a mention sums up many happenings: "6,000 arrested since Sunday" is no arrest of 6,000.

    What lasts is no sum: "9,000 have been on strike since Monday".
    """
    lasting = f"{item.type}.{item.mode}" in kin.lasting
    return not lasting and bool(item.quantities) and all(one.scope == "cumulative" for one in item.quantities)


def theme_of(report: Report) -> Theme:
    """From the beginning of a report, where it says what it is about."""
    lead = report.text[:LEAD]
    names = {part.lower() for name in NAMES.findall(lead[:NAMED]) for part in (name, *name.split())}
    kin = load_kinship()
    return Theme(content_words(lead, kin), frozenset(name for name in names if name not in kin.stopwords))


def voice_key(voice: Voice, text: str) -> str:
    """The same for two tellings in one voice: "publisher", or the head word of whom it quotes."""
    return f"{voice.kind} {voice.speaker.head.of(text).lower()}" if voice.speaker else voice.kind


def join_tellings(tellings: Sequence[Telling]) -> Telling:
    """One account of what several tellings of a report say; each field from those that know it best."""
    if len(tellings) == 1:
        return tellings[0]
    ordered = sorted(tellings, key=lambda one: one.id)
    lead = min(ordered, key=lambda one: (one.mode is None, one.sentence.start, one.trigger.start, one.id))
    return Telling(
        id=ordered[0].id,
        report=lead.report,
        members=tuple(sorted({member for one in ordered for member in one.members})),
        type=lead.type,
        mode=lead.mode,
        family=lead.family,
        statuses=frozenset().union(*(one.statuses for one in ordered)),
        extent=lead.extent,
        attempted=all(one.attempted for one in ordered),
        historical=all(one.historical for one in ordered),
        when=(whole_when if lead.lasting else best_when)([one.when for one in ordered]),
        where=best_where([one.where for one in ordered]),
        actors=_union([one.actors for one in ordered]),
        recipients=_union([one.recipients for one in ordered]),
        numbers=tuple(dict.fromkeys(number for one in ordered for number in one.numbers)),
        lemmas=frozenset().union(*(one.lemmas for one in ordered)),
        words=frozenset().union(*(one.words for one in ordered)),
        theme=lead.theme,
        voices=frozenset().union(*(one.voices for one in ordered)),
        sentence=lead.sentence,
        trigger=lead.trigger,
        apart=lead.apart,
        definite=lead.definite,
        indefinite=lead.indefinite,
        headline=any(one.headline for one in ordered),
        counter=lead.counter,
        rivals=frozenset().union(*(one.rivals for one in ordered)),
    )


def when(found: Date | None, published: str | None = None) -> When | None:
    """None unless a day is known. What lasts "since Saturday" lasts, as far as the report can tell, to its publication."""
    if found is None:
        return None
    first, last = found.first, found.last
    if first is not None and last is None:
        last = max(first, day_of(published) or first)
    first = first or last
    if first is None or last is None or last < first:
        return None
    return When(first.toordinal(), last.toordinal(), found.basis in SURE)


def day_of(published: str | None) -> date | None:
    """The day of publication; None where only a month or year, or nothing, is known."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def where(found: Place | None, text: str) -> Where | None:
    """A place without country or number in the gazetteer still has its name: an avenue meets itself."""
    if found is None or not (found.country or found.geonameid or found.name):
        return None
    spoken = found.span.of(text).lower() if found.span else ""
    return _shared_place(
        frozenset(name for name in ((found.name or "").lower(), spoken) if name),
        found.country,
        found.admin1,
        found.geonameid,
        found.latitude,
        found.longitude,
        found.precision or (2 if found.name and not found.geonameid else 3),
        found.basis in SURE,
    )


@lru_cache(maxsize=65536)
def _shared_place(*told: Any) -> Where:
    return Where(*told)


def best_when(found: Iterable[When | None]) -> When | None:
    """The surest, then the narrowest, then the earliest."""
    known = [one for one in found if one is not None]
    return min(known, key=lambda one: (not one.sure, one.width, one.first), default=None)


def whole_when(found: Iterable[When | None]) -> When | None:
    """From the first to the last of the surest days, where that is no wider than tells one happening from the next."""
    known = [one for one in found if one is not None]
    known = [one for one in known if one.sure] or known
    if not known:
        return None
    whole = When(min(one.first for one in known), max(one.last for one in known), known[0].sure)
    return whole if whole.width <= WIDE else best_when(known)


def best_where(found: Iterable[Where | None]) -> Where | None:
    """The nearest to a named town, then the surest, then by name."""
    known = [one for one in found if one is not None]
    return min(
        known, key=lambda one: (one.precision, not one.sure, sorted(one.names), one.geonameid or 0), default=None
    )


def is_counter(text: str, item: Mention, kin: Kinship) -> bool:
    """Whether a gathering is told as one against another gathering."""
    words = [item.trigger.of(text).lower(), *_before(text, item.sentence, item.trigger)[-1:]]
    actors = [word for actor in item.actors for word in split_words(actor.span.of(text))]
    return item.type == "PROTEST" and not kin.counter.isdisjoint([*words, *actors])


def _is_apart(words: list[str], kin: Kinship) -> bool:
    """ "Another march", "a second strike"; not "the second day of the strike"."""
    return any(word in kin.apart and after not in TIMES for word, after in zip_longest(words, words[1:]))


def _before(text: str, sentence: Span, trigger: Span) -> list[str]:
    return split_words(text[min(sentence.start, trigger.start) : trigger.start])[-REACH:]


def _in_headline(report: Report, sentence: Span) -> bool:
    """By the report's parts; where it has none, its first line."""
    if report.parts:
        return any(part.role == "headline" and part.span.covers(sentence) for part in report.parts)
    line = report.text.lstrip().partition("\n")
    return bool(line[2]) and sentence.end <= len(report.text) - len(report.text.lstrip()) + len(line[0])


def _union(groups: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(party for group in groups for party in group))
