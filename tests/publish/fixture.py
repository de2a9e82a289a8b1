"""A record made by hand: a strike, a march, arrests and a quarrel about numbers in Halvik, a port that does not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from kronika.records import (
    PUBLISHER,
    Claim,
    Coder,
    Content,
    Date,
    Entity,
    Episode,
    Event,
    EventRelation,
    Figure,
    Mention,
    Part,
    Place,
    Problem,
    Quantity,
    Report,
    Span,
    Value,
    Voice,
    Why,
    claim_id,
    figure_id,
    mention_id,
    text_sha256,
)

COURIER = """Dockers walk out in Halvik, dozens held
HALVIK — Several hundred dockworkers walked off the job at the port of Halvik on Friday, demanding a pay rise of 12 percent.
By evening police had arrested 43 people near the harbour gate, the Interior Ministry said. \
The Free Dockers' Union put the number at more than 60.
“They beat men who were sitting on the ground,” said Marta Ilves, a crane operator. 🚢
The port authority denied that anyone had been injured.
Write to us: desk@courier.example
"""
HARBOUR = """Port strike: union counts 6,700 at march
More than 6,000 people marched through Halvik on Saturday in support of the striking dockers, \
according to the Free Dockers' Union.
Police gave the number of marchers as about 2,500.
Officers used water cannon at Mole Street; at least nine people were hurt, a hospital doctor told Harbour News.
The union later said that 6,700 people had taken part.
The government will meet the union on Tuesday.
"""
WIRE = """HALVIK, 13 March (Northern Wire) - Police in Halvik detained at least 43 demonstrators on Friday, \
the Interior Ministry said. \
Dockers began a strike on Friday morning.
"""
REPRINT = """Police in Halvik detained at least 43 demonstrators on Friday, \
the Interior Ministry said. \
Dockers began a strike on Friday morning. (Northern Wire)
"""
STATEMENT = """Statement of the Free Dockers' Union
We call on the port authority to reinstate the 14 dismissed workers.
Since Friday 112 of our members have been arrested. Seventy percent of the port's workforce is on strike.
There was no violence from our side.
"""
LEDGER = """In Tolmar, some 300 students rallied outside the port ministry on Saturday in solidarity with Halvik. \
No one was arrested.
"""
PLACES: dict[str, dict[str, Any]] = {
    "Halvik": {"admin1": "Pärnu", "latitude": 58.38, "longitude": 24.5, "geonameid": 1, "precision": 1},
    "Mole Street": {"admin1": "Pärnu", "latitude": 58.385, "longitude": 24.49, "precision": 1},
    "Tolmar": {"admin1": "Tartu", "latitude": 58.37, "longitude": 26.72, "geonameid": 2, "precision": 1},
}

R = TypeVar("R")


@dataclass
class Draft:
    """A report being coded by hand: words are found in its text, never typed twice."""

    report: Report
    mentions: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def span(self, words: str, nth: int = 0) -> Span:
        at = -1
        for _ in range(nth + 1):
            at = self.report.text.index(words, at + 1)
        return Span(at, at + len(words))

    def line(self, words: str) -> Span:
        """The sentence around the words: here every line or ". " ends one."""
        span, text = self.span(words), self.report.text
        start = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start) + 1) + 1
        stops = [at for at in (text.find("\n", span.end), text.find(". ", span.end) + 1) if at > 0]
        return Span(start, min(stops))

    def who(self, words: str, head: str | None = None, nth: int = 0, **known: Any) -> Entity:
        span = self.span(words, nth)
        inner = span.start + words.index(head) if head else span.start
        return Entity(span, Span(inner, inner + len(head or words)), **known)

    def place(self, words: str, nth: int = 0) -> Place:
        return Place(self.span(words, nth), words, "EST", confidence=0.9, **PLACES[words])

    def day(self, words: str, day: date, nth: int = 0) -> Date:
        return Date(self.span(words, nth), day, day, "day")

    def number(self, words: str, measure: str, relation: Any, low: float | None, high: float | None) -> Quantity:
        return Quantity(self.span(words), measure, relation, low, high)

    def voice(self, speaker: Entity | None, cue: str | None, stance: Any = "asserts") -> Voice:
        return Voice("named" if speaker else "unnamed", speaker, None if cue is None else self.span(cue), stance)

    def mention(self, kind: str, trigger: str, nth: int = 0, confidence: float = 0.9, **rest: Any) -> Mention:
        type_, _, mode = kind.partition(".")
        made = Mention(
            mention_id(self.report.id, type_, trigger, nth),
            self.report.id,
            type_,
            mode or None,
            self.line(trigger),
            self.span(trigger, nth),
            Why(trigger.split()[0], None, f"{kind}/hand"),
            confidence,
            **rest,
        )
        self.mentions.append(made)
        return made

    def figure(self, quantity: Quantity, **rest: Any) -> Figure:
        words = quantity.span.of(self.report.text)
        id_ = figure_id(self.report.id, quantity.measure, words, 0)
        made = Figure(id_, self.report.id, quantity.measure, quantity, self.line(words), 0.8, **rest)
        self.figures.append(made)
        return made


@dataclass
class MemorySource:
    """A RecordSource held in memory."""

    drafts: list[Draft]
    told: list[Event] = field(default_factory=list)
    related: list[EventRelation] = field(default_factory=list)
    waves: list[Episode] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    @cached_property
    def _by_id(self) -> dict[str, Draft]:
        return {draft.report.id: draft for draft in self.drafts}

    def report(self, report_id: str) -> Report:
        return self._by_id[report_id].report

    def reports(self) -> Iterator[Report]:
        return (draft.report for draft in self.drafts)

    def _drafts(self, report_id: str | None) -> list[Draft]:
        return self.drafts if report_id is None else [self._by_id[report_id]]

    def mentions(self, report_id: str | None = None) -> Iterator[Mention]:
        return (mention for draft in self._drafts(report_id) for mention in draft.mentions)

    def figures(self, report_id: str | None = None) -> Iterator[Figure]:
        return (figure for draft in self._drafts(report_id) for figure in draft.figures)

    def claims(self, report_id: str | None = None) -> Iterator[Claim]:
        return (
            claim for draft in self._drafts(report_id) for item in draft.mentions for claim in claims_of(item, draft)
        )

    def coded_by(self) -> dict[Coder, int]:
        return {Coder("0.1.0", "s1", "r1"): len(self.drafts)}

    def among(self, type_: type[R], field: str, values: Collection[str]) -> Iterator[R]:
        for records in (self.reports(), self.mentions(), self.figures(), self.claims()):
            for record in records:
                if isinstance(record, type_) and getattr(record, field) in values:
                    yield record

    def problems(self) -> Iterator[Problem]:
        return iter(self.faults)

    def events(self) -> Iterator[Event]:
        return iter(self.told)

    def relations(self) -> Iterator[EventRelation]:
        return iter(self.related)

    def episodes(self) -> Iterator[Episode]:
        return iter(self.waves)


def claims_of(mention: Mention, draft: Draft) -> Iterator[Claim]:
    """One claim for the trigger, each actor and each quantity."""
    text = draft.report.text

    def claim(name: str, value: Any, span: Span) -> Claim:
        id_ = claim_id(mention.id, name, span.of(text))
        return Claim(id_, mention.report, mention.id, name, value, span, mention.confidence, mention.voice)

    yield claim("type", [mention.type, mention.mode], mention.trigger)
    for entity in mention.actors:
        yield claim("actor", {"name": entity.name, "country": entity.country}, entity.span)
    for quantity in mention.quantities:
        value = {"measure": quantity.measure, "low": quantity.low, "high": quantity.high}
        yield claim("quantity", value, quantity.span)


def draft(id_: str, text: str, publisher: str | None, published: str | None, title: str | None, **rest: Any) -> Draft:
    parts, at = [], 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        role: Any = "headline" if words == title else "boilerplate" if words.startswith("Write to us") else "body"
        parts.append(Part(at, at + len(words), role))
        at += len(line)
    url = None if publisher is None else f"https://{publisher.lower().replace(' ', '')}.example/{id_}"
    basis: Any = None if published is None else "given"
    return Draft(
        Report(id_, text, text_sha256(text), title, publisher, published, basis, url, "en", tuple(parts), **rest)
    )


Dated = TypeVar("Dated", Mention, Event)
FRIDAY, SATURDAY = date(2021, 3, 12), date(2021, 3, 13)


def record() -> MemorySource:
    """Six reports, five happenings, two of them with quarrels, one that did not happen and one that is to come."""
    courier = draft("r-courier", COURIER, "Halvik Courier", "2021-03-12", "Dockers walk out in Halvik, dozens held")
    harbour = draft("r-harbour", HARBOUR, "Harbour News", "2021-03-14", "Port strike: union counts 6,700 at march")
    wire = draft("r-wire", WIRE, "Northern Wire", "2021-03-13", None)
    reprint = draft("r-reprint", REPRINT, "Coast Gazette", "2021-03-13", None, forwarded_from="Northern Wire")
    union = draft("r-union", STATEMENT, None, "2021-03", "Statement of the Free Dockers' Union")
    ledger = draft("r-ledger", LEDGER, "Student Ledger", "2021-03-14", None)
    strike = _strike(courier, wire, reprint, union)
    arrests = _arrests(courier, wire, reprint)
    beating = _beating(courier)
    march = _march(harbour)
    cannon = _cannon(harbour)
    talks = _talks(harbour)
    appeal = _appeal(union)
    rally, quiet = _ledger(ledger)
    source = MemorySource([courier, harbour, ledger, reprint, union, wire])
    source.told = [arrests, appeal, beating, cannon, march, quiet, rally, strike, talks]
    source.related = [
        EventRelation(arrests.id, strike.id, "part of", "same place and day; the strikers are those arrested"),
        EventRelation(march.id, strike.id, "response to", "in support of the striking dockers"),
        EventRelation(rally.id, march.id, "same wave", "in solidarity with Halvik"),
    ]
    source.waves = [Episode("p-halvik", "The Halvik port strike of March 2021", tuple(e.id for e in source.told))]
    source.faults = [Problem("gather", "not a text file: no report was made of it", origin="scans/page-3.tiff")]
    return source


def _event(id_: str, members: list[Mention | Figure], lead: Mention, papers: list[Draft], **rest: Any) -> Event:
    texts = {paper.report.id: paper.report for paper in papers}
    reports = tuple(dict.fromkeys(member.report for member in members))
    known = {"place": lead.place, "date": lead.date, "actors": lead.actors, "recipients": lead.recipients}
    values = _number_values(members, texts)
    ids = tuple(member.id for member in members)
    return Event(id_, ids, reports, lead.type, lead.mode, **{"values": values, **known, **rest})


def _number_values(members: list[Mention | Figure], reports: dict[str, Report]) -> dict[str, tuple[Value, ...]]:
    """The values of the event's numbers, in the shape that the reconciling stage gives them; equal claims are one value."""
    found: dict[str, dict[tuple[Any, ...], list[tuple[Mention | Figure, Quantity]]]] = {}
    for member in members:
        for quantity in member.quantities if isinstance(member, Mention) else (member.quantity,):
            same = (quantity.relation, quantity.low, quantity.high, quantity.scope)
            found.setdefault(quantity.measure, {}).setdefault(same, []).append((member, quantity))
    return {
        measure: tuple(_number_value(measure, said, reports) for said in groups.values())
        for measure, groups in found.items()
    }


def _number_value(measure: str, said: list[tuple[Mention | Figure, Quantity]], reports: dict[str, Report]) -> Value:
    lead, quantity = said[0]
    shown = {
        "text": quantity.span.of(reports[lead.report].text),
        "measure": measure,
        "relation": quantity.relation,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "scope": quantity.scope,
    }
    speakers = {member.voice.speaker for member, _ in said}
    names = {
        speaker.name or speaker.span.of(reports[member.report].text) if speaker else member.voice.kind
        for member, _ in said
        for speaker in [member.voice.speaker]
    }
    publishers = {name for member, _ in said if (name := reports[member.report].publisher)}
    why = "one speaker behind all of them" if len(speakers) < len(said) else "each speaks for itself"
    claims = tuple(
        claim_id(member.id, "quantity", number.span.of(reports[member.report].text)) for member, number in said
    )
    return Value(shown, claims, tuple(sorted(names)), tuple(sorted(publishers)), len(names), why)


def _strike(courier: Draft, wire: Draft, reprint: Draft, union: Draft) -> Event:
    workers = courier.who(
        "Several hundred dockworkers", "dockworkers", country="EST", sectors=("LAB",), role="dockworkers"
    )
    first = courier.mention(
        "PROTEST.strike",
        "walked off the job",
        actors=(workers,),
        place=courier.place("Halvik", 1),
        date=courier.day("Friday", FRIDAY),
        quantities=(courier.number("Several hundred", "participants", "vague", None, None),),
        content=(Content(courier.span("a pay rise of 12 percent"), "wanted"),),
    )
    others = [
        paper.mention(
            "PROTEST.strike",
            "strike",
            actors=(paper.who("Dockers", country="EST", sectors=("LAB",)),),
            place=replace(paper.place("Halvik"), basis="sentence"),
            date=paper.day("Friday", FRIDAY, 1),
        )
        for paper in (wire, reprint)
    ]
    share = union.number("Seventy percent", "workforce_share", "exactly", 70, 70)
    ours = union.figure(replace(share, unit="percent"), of=union.who("the port's workforce", "workforce"))
    return _event("e-strike", [first, *others, ours], first, [courier, wire, reprint, union])


def _arrests(courier: Draft, wire: Draft, reprint: Draft) -> Event:
    ministry = courier.who(
        "the Interior Ministry", "Ministry", name="Interior Ministry", country="EST", sectors=("GOV",)
    )
    dockers = courier.who("The Free Dockers' Union", "Union", name="Free Dockers' Union", sectors=("LAB",))
    common: dict[str, Any] = {
        "actors": (courier.who("police", name="police", country="EST", sectors=("COP",)),),
        "recipients": (courier.who("43 people", "people"),),
        "place": courier.place("Halvik", 1),
        "date": Date(courier.span("By evening"), FRIDAY, FRIDAY, "day"),
    }
    first = courier.mention(
        "COERCE.arrest",
        "arrested",
        contexts=("repression",),
        quantities=(courier.number("43", "arrested", "exactly", 43, 43),),
        voice=courier.voice(ministry, "said"),
        **common,
    )
    second = courier.mention(
        "COERCE.arrest",
        "put the number at",
        confidence=0.55,
        quantities=(courier.number("more than 60", "arrested", "more than", 60, None),),
        voice=courier.voice(dockers, "put the number"),
        **common,
    )
    others = [
        paper.mention(
            "COERCE.arrest",
            "detained",
            actors=(paper.who("Police", country="EST", sectors=("COP",)),),
            recipients=(paper.who("at least 43 demonstrators", "demonstrators"),),
            place=paper.place("Halvik"),
            date=paper.day("Friday", FRIDAY),
            quantities=(paper.number("at least 43", "arrested", "at least", 43, None),),
            voice=paper.voice(paper.who("the Interior Ministry", "Ministry", name="Interior Ministry"), "said"),
        )
        for paper in (wire, reprint)
    ]
    members = [first, second, *others]
    return _event("e-arrests", [*members], first, [courier, wire, reprint], disputed=("arrested",))


def _beating(courier: Draft) -> Event:
    ilves = courier.who("Marta Ilves", name="Marta Ilves", role="a crane operator", sectors=("LAB",))
    first = courier.mention(
        "ASSAULT.beat",
        "beat",
        actors=(courier.who("They", antecedent=courier.span("police")),),
        recipients=(courier.who("men who were sitting on the ground", "men"),),
        place=replace(courier.place("Halvik", 1), basis="paragraph"),
        voice=courier.voice(ilves, "said", "asserts"),
        confidence=0.71,
    )
    authority = courier.who("The port authority", "authority", name="port authority", sectors=("GOV",))
    denial = courier.mention(
        "ASSAULT",
        "injured",
        status="negated",
        harm="injured",
        recipients=(courier.who("anyone"),),
        voice=courier.voice(authority, "denied", "denies"),
        confidence=0.62,
    )
    return _event("e-beating", [first, denial], first, [courier], disputed=("status",))


def _march(harbour: Draft) -> Event:
    union = harbour.who("the Free Dockers' Union", "Union", name="Free Dockers' Union", sectors=("LAB",))
    place, day = harbour.place("Halvik"), harbour.day("Saturday", SATURDAY)
    common: dict[str, Any] = {"place": place, "date": day}
    people = harbour.who("More than 6,000 people", "people")
    first = harbour.mention(
        "PROTEST.demo",
        "marched",
        actors=(people,),
        contexts=("economic",),
        quantities=(harbour.number("More than 6,000", "participants", "more than", 6000, None),),
        voice=harbour.voice(union, "according to"),
        content=(Content(harbour.span("in support of the striking dockers"), "wanted"),),
        **common,
    )
    second = harbour.mention(
        "PROTEST.demo",
        "the number of marchers",
        confidence=0.6,
        quantities=(harbour.number("about 2,500", "participants", "about", 2500, 2500),),
        voice=harbour.voice(harbour.who("Police", country="EST", sectors=("COP",)), "gave the number"),
        **common,
    )
    speaker = harbour.who("The union", "union", name="Free Dockers' Union", antecedent=union.span, sectors=("LAB",))
    third = harbour.mention(
        "PROTEST.demo",
        "taken part",
        confidence=0.8,
        quantities=(harbour.number("6,700 people", "participants", "exactly", 6700, 6700),),
        voice=harbour.voice(speaker, "later said"),
        **common,
    )
    return _event("e-march", [first, second, third], first, [harbour], disputed=("participants",))


def _cannon(harbour: Draft) -> Event:
    doctor = harbour.who("a hospital doctor", "doctor", role="hospital doctor", sectors=("MED",))
    first = harbour.mention(
        "ASSAULT.crowd-control",
        "used water cannon",
        actors=(harbour.who("Officers", country="EST", sectors=("COP",)),),
        place=harbour.place("Mole Street"),
        date=Date(None, SATURDAY, SATURDAY, "day", "paragraph"),
        quantities=(harbour.number("at least nine people", "injured", "at least", 9, None),),
        harm="injured",
        voice=harbour.voice(doctor, "told"),
    )
    return _event("e-cannon", [first], first, [harbour])


def _talks(harbour: Draft) -> Event:
    first = harbour.mention(
        "CONSULT",
        "meet",
        status="future",
        actors=(harbour.who("The government", "government", country="EST", sectors=("GOV",)),),
        recipients=(harbour.who("the union", "union", name="Free Dockers' Union"),),
        date=harbour.day("Tuesday", date(2021, 3, 16)),
        voice=PUBLISHER,
    )
    return _event("e-talks", [first], first, [harbour])


def _appeal(union: Draft) -> Event:
    we = union.who("We", antecedent=union.span("the Free Dockers' Union"), name="Free Dockers' Union", sectors=("LAB",))
    first = union.mention(
        "REQUEST.change",
        "call on",
        actors=(we,),
        recipients=(union.who("the port authority", "authority", name="port authority"),),
        date=Date(None, date(2021, 3, 1), date(2021, 3, 31), "month", "published"),
        content=(Content(union.span("reinstate the 14 dismissed workers"), "wanted"),),
    )
    total = union.number("112 of our members", "arrested", "exactly", 112, 112)
    union.figure(replace(total, scope="cumulative", first=FRIDAY), of=union.who("our members", "members"))
    return _event("e-appeal", [first], first, [union])


def _ledger(ledger: Draft) -> tuple[Event, Event]:
    rally = ledger.mention(
        "PROTEST.demo",
        "rallied",
        actors=(ledger.who("some 300 students", "students", sectors=("EDU",)),),
        recipients=(ledger.who("the port ministry", "ministry", sectors=("GOV",)),),
        place=ledger.place("Tolmar"),
        date=ledger.day("Saturday", SATURDAY),
        quantities=(ledger.number("some 300", "participants", "about", 300, 300),),
    )
    quiet = ledger.mention(
        "COERCE.arrest", "arrested", status="negated", recipients=(ledger.who("No one"),), place=ledger.place("Tolmar")
    )
    return _event("e-rally", [rally], rally, [ledger]), _event("e-quiet", [quiet], quiet, [ledger])


def many(mentions: int) -> MemorySource:
    """The same happenings again and again, on other days: a record of at least so many mentions."""
    drafts: list[Draft] = []
    events: list[Event] = []
    for turn in range(mentions // sum(1 for _ in record().mentions()) + 1):
        one = record()
        ids = [*(mention.id for mention in one.mentions()), *(figure.id for figure in one.figures())]
        names = {id_: f"{id_}-{turn}" for id_ in ids}
        for made in one.drafts:
            report = replace(made.report, id=f"{made.report.id}-{turn}")
            drafts.append(
                Draft(
                    report,
                    [_later(replace(m, id=names[m.id], report=report.id), turn) for m in made.mentions],
                    [replace(f, id=names[f.id], report=report.id) for f in made.figures],
                )
            )
        events += [
            replace(
                _later(event, turn),
                id=f"{event.id}-{turn}",
                members=tuple(names[member] for member in event.members),
                reports=tuple(f"{report}-{turn}" for report in event.reports),
            )
            for event in one.told
        ]
    return MemorySource(drafts, events)


def _later(thing: Dated, days: int) -> Dated:
    when = thing.date
    if when is None or when.first is None or when.last is None:
        return thing
    by = timedelta(days=days)
    return replace(thing, date=replace(when, first=when.first + by, last=when.last + by))
