"""A report's mentions in, the same out, those without a day or place of their own at the scene they belong to.

In this order: the other events of the same sentence; the event told before that they speak of again ("the march", "those
arrested"); the scene of the events just before; the report's main scene. ``basis`` is "sentence" for the first and
"paragraph" for the others (the words lie elsewhere in the report), so whoever doubts them can leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kronika.code.drafts import Draft
from kronika.code.lags import counted, offset_of
from kronika.code.openings import is_wide
from kronika.code.scenes import HERE, SPOKEN, Scene, Told, holds, is_stretch, main_scene, one_day, spot
from kronika.code.settings import Settings
from kronika.code.tenses import Timing, is_definite, is_pointed_at, timing
from kronika.code.trees import words
from kronika.records import Date, Mention, Place, Reading, Sentence, Span
from kronika.records.mentions import PlaceBasis
from kronika.scheme.lexicon import load_lexicon

SHORT = 25  # sentences: a longer report ranges over days and countries, unless most of its events are of one day
LEAD = 6  # sentences for which the main scene of such a report holds
CARRIED = 2  # paragraphs over which the scene of the event before holds
LONG_AGO = 30  # days before the main scene from which on the next paragraph may go on with what lies before
_STEM = 4  # letters at the start by which an event's noun and verb are known as one: "march", "marched"
LESS_SURE = 0.8  # of a place's confidence is left where it is inferred
_WEEK = timedelta(days=7)
_SPREAD = words(
    "nationwide countrywide worldwide elsewhere city town place region province state country across throughout"
)
_AT_HOME = frozenset({"PROTEST", "COERCE", "ASSAULT"})  # in the report's country where nothing nearer is told
_EARLIER = frozenset({Timing.BEFORE, Timing.BEHIND})
_ANY = words("attack incident violence assault unrest killing crackdown")
_MASS = words("violence unrest crackdown")  # no one happening where a report tells of several
_ALIKE = words("protest rally demonstration march gathering action procession picket event sit-in vigil")


def settle(
    mentions: Sequence[Mention], drafts: Sequence[Draft], settings: Settings, reading: Reading
) -> tuple[Mention, ...]:
    """``mentions`` are those of ``drafts``, linked, in the same order."""
    body = [s.index for s in reading.sentences if s.role in {"body", "list"}]
    order = {index: i for i, index in enumerate(body)}
    told = [
        Told(
            mention,
            draft.sentence,
            timing(draft.sentence, draft.candidate),
            is_definite(draft.sentence, draft.candidate) or draft.sentence.role == "headline",
            order.get(draft.sentence.index, -1),
            is_pointed_at(draft.sentence, draft.candidate),
            offset_of(settings.text, draft.sentence, draft.candidate),
            settings.names_unknown(draft.sentence, draft.candidate),
        )
        for mention, draft in zip(mentions, drafts, strict=True)
    ]
    told = _share(told, settings)
    main = main_scene(told, settings.published, settings.dateline or settings.lead_town(), settings.headed())
    place = main.place or settings.only_town() or settings.lead_town(origin=True)
    found = (settings.day_in(s) for s in reading.sentences[: 4 * CARRIED] if s.index not in settings.head)
    early = next((d for d in found if d is not None and not settings.is_long_past(d)), None)
    day = settings.clocked_day() or main.day or early or settings.only_day()
    short = len(body) <= SHORT
    one_scene = short or holds(Scene(day, place), told)
    if not one_scene:  # of several scenes the lead's is the main one
        early_told = [one for one in told if one.order < LEAD]
        lead = main_scene(early_told, settings.published, settings.dateline, settings.headed())
        day, place = lead.day, lead.place or settings.only_town() or settings.lead_town(origin=True) or place
    stage = _Stage(Scene(day, place), settings, told, short, one_scene)
    return tuple(_until_now(one, settings) for one in stage.play())


def _until_now(one: Told, settings: Settings) -> Mention:
    """ "Nine have been arrested since Sunday": until the report, which tells of nothing later."""
    date = one.mention.date
    if date is None or date.span is None or date.last is not None or date.first is None or not one.happened:
        return one.mention
    opens = settings.words(date.span).lower().startswith("since")
    if not opens or date.precision == "year" or settings.published is None or settings.published < date.first:
        return one.mention
    return replace(one.mention, date=replace(date, last=settings.published))


def _is_blank(date: Date | None) -> bool:
    """ "Today" in a report of an unknown day: no other day will do."""
    return date is not None and date.first is None and date.last is None


def _share(told: Sequence[Told], settings: Settings) -> list[Told]:
    """Events of one sentence share its day and place, but for what lies before them or is only spoken of."""
    shared = []
    for one in told:
        if one.timing is Timing.APART and one.mention.place is not None and one.mention.place.basis == "sentence":
            one = replace(one, mention=replace(one.mention, place=None))
        mention, near = one.mention, [o for o in told if o.sentence is one.sentence and o is not one and _lends(o)]
        if one.happened and one.timing is not Timing.APART and mention.type in HERE | SPOKEN:
            if mention.date is None and one.timing not in {*_EARLIER, Timing.NOW} and one.offset is None:
                dated = [o for o in near if o.mention.date and o.mention.date.first and o.mention.date.last]
                day = min(dated, key=lambda o: _apart(o, mention)).mention.date if dated else None
                day = day or settings.day_in(one.sentence)
                mention = replace(mention, date=replace(day, basis="sentence")) if day else mention
            if spot(mention.place) is None:
                placed = [o for o in near if spot(o.mention.place)]
                place = min(placed, key=lambda o: _apart(o, mention)).mention.place if placed else None
                if place is None and (beside := settings.place_in(one.sentence)) and not _takes_part(beside, mention):
                    place = beside
                mention = replace(mention, place=replace(place, basis="sentence")) if place else mention
        shared.append(replace(one, mention=mention))
    return shared


def _takes_part(place: Place, mention: Mention) -> bool:
    """ "Imposed sanctions on Minsk": a capital that stands for its state."""
    return place.span is not None and any(place.span.covers(one.span) for one in (*mention.actors, *mention.recipients))


def _apart(one: Told, mention: Mention) -> int:
    """How far apart two events of a sentence are told."""
    return abs(one.mention.trigger.start - mention.trigger.start)


def _lends(one: Told) -> bool:
    return one.happened and one.mention.type in HERE and one.timing not in {Timing.APART, Timing.BEHIND}


@dataclass(slots=True)
class _Stage:
    """Where and when the events told so far happened, for those told later without a place or day of their own."""

    main: Scene
    settings: Settings
    told: Sequence[Told]
    short: bool
    one_scene: bool
    scene: Scene = field(default_factory=Scene)
    paragraph: int = -1
    astray: bool = False  # the scene is at a place that no list knows
    long_ago: tuple[int, Scene] | None = None  # a scene of long ago, for the rest of its paragraph
    own: int = -1  # the paragraph in which the scene was set
    past: list[Told] = field(default_factory=list)

    def play(self) -> list[Told]:
        """The events in order, each settled."""
        for told in self.told:
            one = self._counted(told)
            settled = self._settle(one)
            self.past.append(settled)
            self._move(one)
            if self.short and one.sets and spot(settled.mention.place) == spot(self.scene.place) is not None:
                self.paragraph = one.sentence.paragraph  # the scene goes on
        return self.past

    def _counted(self, one: Told) -> Told:
        """Two days after the shooting: counted from the last event told that the noun names."""
        offset = one.offset
        if offset is None or one.mention.date is not None:
            return one
        named = (
            o.mention for o in reversed(self.past) if o.mention.status == "actual" and _is_named(o.mention, offset.noun)
        )
        start = next((day for mention in named if (day := one_day(mention.date))), None)
        date = counted(one.sentence, start, offset, offset.count) if start is not None else None
        until = self.settings.published
        if date is None or date.first is None or (until is not None and date.first > until):
            return one
        return replace(one, mention=replace(one.mention, date=date))

    def _settle(self, one: Told) -> Told:
        mention = one.mention
        if not one.happened or not self._is_here(one) or _is_spread(one):
            return one
        known = self._antecedent(one) if one.definite else None
        scene = self._scene(one)
        day = mention.date or self._day(one, known, scene)
        opening = self.settings.opening(one.sentence)
        told = spot(mention.place) is not None and not _is_vague(mention.place) and not is_wide(mention.place, opening)
        place = mention.place if told else self._place(one, known, scene) or mention.place
        if day is not mention.date and day is not None:
            past = self.settings.is_long_past(day)
            mention = replace(mention, date=replace(day, basis="paragraph"), historical=mention.historical or past)
        if place is not mention.place and place is not None and not _takes_part(place, mention):
            where = self.settings.town_of(place)
            basis: PlaceBasis = "dateline" if place is self.settings.dateline else "paragraph"
            sure = round(LESS_SURE * where.confidence, 3)
            mention = replace(mention, place=replace(where, basis=basis, confidence=sure))
        return replace(one, mention=mention)

    def _is_here(self, one: Told) -> bool:
        """Acts of speech are on a scene only where another act of their paragraph is; those from elsewhere never."""
        if one.mention.type in HERE or self.settings.clocked_day() is not None:
            return True
        if any(_is_elsewhere(self.settings, one.sentence, actor.span, self.main.place) for actor in one.mention.actors):
            return False
        near = (o for o in self.told if o.sentence.paragraph == one.sentence.paragraph and o.mention.type in HERE)
        return one.mention.type in SPOKEN and (one.mention.type == "REQUEST" or any(o.happened for o in near))

    def _day(self, one: Told, known: Mention | None, scene: Scene) -> Date | None:
        if one.offset is not None:
            return None
        if known is not None and known.date is not None and (one_day(known.date) or is_stretch(one.mention, known)):
            return known.date
        if one.timing is Timing.NOW:
            today = one_day(self.main.day)
            return self.main.day if today is not None and today == self.settings.published else None
        if one.timing in _EARLIER or one.timing is Timing.APART:
            return None
        if not self.short and (one.timing is Timing.PERFECT or one.mention.extent != "single"):
            return None  # "have gone on strike" in a survey of weeks
        here = spot(one.mention.place)
        if here is not None and here != spot(scene.place):
            near = one.sentence.paragraph == self.paragraph and not _is_abroad(one.mention.place, self.scene.place)
            if self.scene.day is not None and near:
                return self.scene.day  # told in the same paragraph
            told = self.told if one.order <= 0 else self.past  # never the day of what is told later, but in the lead
            same = [o for o in told if o.sets and spot(o.mention.place) == here and one_day(o.mention.date)]
            if same:
                return same[-1].mention.date
        return None if _is_abroad(one.mention.place, scene.place) else scene.day

    def _place(self, one: Told, known: Mention | None, scene: Scene) -> Place | None:
        if one.mention.type not in HERE and _is_another_day(one.mention.date, scene.day):
            return None  # "had demanded in June"
        if known is not None and spot(known.place):
            return known.place
        opening = self.settings.opening(one.sentence)
        nowhere = opening.heads and opening.place is None and opening.day is None and scene.place is None
        if one.timing is Timing.APART or one.astray or nowhere:
            return None
        place = self.settings.heading(one.sentence) or scene.place
        return place or (self.settings.country() if one.mention.type in _AT_HOME else None)

    def _scene(self, one: Told) -> Scene:
        """The scene of the events just before in its paragraph, the main one after it; one of a later day holds on."""
        gap = one.sentence.paragraph - self.paragraph
        main = self._main_for(one)
        if self.long_ago is not None and self.long_ago[0] == one.sentence.paragraph and one.timing is Timing.PAST:
            return Scene(self.long_ago[1].day, self.long_ago[1].place or main.place)
        day, first = one_day(self.scene.day), one_day(self.main.day)
        later = day is not None and first is not None and day > first
        goes_on = later or (main.day is None and one.timing is Timing.PAST and one.mention.extent == "single")
        near = (gap <= CARRIED and goes_on) or (gap == 1 and self._is_within(one, main))
        opening = self.settings.opening(one.sentence)
        if opening.heads and opening.day is None:  # a round-up: each paragraph has its own day
            here = self.scene.place if gap == 0 and not is_wide(self.scene.place, opening) else None
            return Scene(self.scene.day if gap == 0 else None, here or opening.place)
        if gap != 0 and (opening.place is not None or opening.day is not None):
            return Scene(opening.day or main.day, opening.place or main.place)
        if gap == 1 and day is not None and first is not None and (first - day).days > LONG_AGO:
            return Scene(None, main.place)  # it may go on with what lies so far back
        if gap == 0 and self.own != one.sentence.paragraph and opening.day is not None:
            return Scene(opening.day, self.scene.place or opening.place or main.place)
        if gap == 0 and self.astray:
            return Scene(self.scene.day or main.day)
        if gap == 0 or (self.one_scene and near):
            return Scene(self.scene.day or opening.day or main.day, self.scene.place or opening.place or main.place)
        return main

    def _main_for(self, one: Told) -> Scene:
        """Of several scenes the lead's holds for the lead alone, and its day from where it is told."""
        if self.one_scene:
            return self.main
        if one.order >= LEAD:
            return Scene()
        day = one_day(self.main.day)
        begun = any(one_day(o.mention.date) == day for o in self.past)
        return self.main if begun else Scene(None, self.main.place)

    def _is_within(self, one: Told, main: Scene) -> bool:
        """A town told just before is nearer than the region or country that the lead speaks of."""
        place, wide = self.scene.place, main.place
        if (
            place is None
            or wide is None
            or wide.precision != 3
            or place.precision == 3
            or one.mention.extent != "single"
        ):
            return False
        return place.country == wide.country and one_day(self.scene.day) in {None, one_day(main.day)}

    def _move(self, one: Told) -> None:
        """An event's own day and place set the scene for those that follow."""
        if one.remembers:
            self.long_ago = (one.sentence.paragraph, Scene(one.mention.date, one.mention.place))
        if not one.sets:
            return
        day = one.mention.date if one_day(one.mention.date) else None
        if one.astray and spot(one.mention.place) is None:
            same = one.sentence.paragraph == self.paragraph
            self.scene = Scene(day or (self.scene.day if same else None))
            self.paragraph = self.own = one.sentence.paragraph
            self.astray = True
            return
        place = one.mention.place if spot(one.mention.place) and not self.settings.is_list(one.sentence) else None
        if day is None and place is None:
            return
        self.long_ago = None
        same = one.sentence.paragraph == self.paragraph
        self.scene = Scene(day or (self.scene.day if same else None), place or (self.scene.place if same else None))
        self.paragraph = self.own = one.sentence.paragraph
        self.astray = self.astray and same and place is None

    def _antecedent(self, one: Told) -> Mention | None:
        """The last event of its kind told before, one of the main scene before another; a headline's, told after it."""
        among = self.told if one.order < 0 else self.past
        if self.settings.opening(one.sentence).heads:  # a paragraph of a round-up speaks of its own
            among = [o for o in among if o.sentence.paragraph == one.sentence.paragraph]
        kin = [
            o.mention
            for o in among
            if o is not one
            and o.happened
            and o.timing is not Timing.APART
            and _is_kin(o.mention, one.mention)
            and (self.one_scene or _tells_for(o, one))
            and (one.order < 0 or one.mention.extent != "several" or o.mention.extent == "several")  # "the rallies"
            and (spot(one.mention.place) is None or spot(o.mention.place) in {None, spot(one.mention.place)})
        ]
        main = one_day(self.main.day)
        on_main = [m for m in kin if main is not None and one_day(m.date) == main]
        if one.order >= 0:
            return next(reversed((not one.pointed and on_main) or kin), None)
        # A headline tells the news: what the report dates otherwise is not it.
        kin = [m for m in kin if main is None or one_day(m.date) in {None, main}]
        same = [m for m in kin if m.why.lemma.lower() == one.mention.why.lemma.lower()]
        return next(iter(same or on_main or kin), None)


def _tells_for(earlier: Told, later: Told) -> bool:
    """Of several scenes: many happenings are not where one of them was, and what was inferred is not handed on."""
    place, lemmas = earlier.mention.place, {one.mention.why.lemma.lower() for one in (earlier, later)}
    if len(lemmas) > 1 and later.mention.why.lemma.lower() in _MASS:
        return False
    return earlier.mention.extent == later.mention.extent and (place is None or place.basis in {"event", "sentence"})


def _is_elsewhere(settings: Settings, sentence: Sentence, span: Span, scene: Place | None) -> bool:
    """Whether words name a country or body of elsewhere: "Hungary's prime minister", "the EU" in a report of Tbilisi."""
    if scene is None or scene.country is None:
        return False
    named = settings.places.get(sentence.index, [])
    codes = {p.country for p, at in named if span.covers(at) and p.precision == 3 and p.admin1 is None and p.country}
    body = load_lexicon().body(re.sub(r"^[Tt]he\s+", "", settings.words(span)))
    return bool(codes or body) and scene.country not in codes | ({body.code} if body else set())


def _is_abroad(place: Place | None, scene: Place | None) -> bool:
    """What is told of another country than the scene's is of another day, for all that is told."""
    return (
        place is not None
        and scene is not None
        and place.country != scene.country
        and bool(place.country and scene.country)
    )


def _is_named(mention: Mention, noun: str) -> bool:
    """Whether a noun can name what a mention tells: "the march", "the attack" that killed two."""
    if noun in _ANY:
        return mention.type == "ASSAULT"
    return mention.why.lemma.lower()[:_STEM] == noun[:_STEM]


def _is_another_day(date: Date | None, scene: Date | None) -> bool:
    """Whether a day is told that lies more than a week from the scene's."""
    day = one_day(scene)
    if date is None or day is None:
        return False
    return (date.first is not None and date.first > day + _WEEK) or (date.last is not None and date.last < day - _WEEK)


def _is_vague(place: Place | None) -> bool:
    """The country that a participant is of says little of where it happened."""
    return place is not None and place.basis == "actor" and place.precision == 3


def _is_kin(earlier: Mention, later: Mention) -> bool:
    """Whether the one may be spoken of as the other: a march as "the protest", arrests as "those detained"."""
    if earlier.type != later.type:
        return False
    lemma = later.why.lemma.lower()
    if lemma in _ANY:
        return True  # "after the attack"
    same_mode = earlier.mode == later.mode
    return earlier.why.lemma.lower() == lemma or (same_mode and (later.mode is not None or lemma in _ALIKE))


def _is_spread(one: Told) -> bool:
    """Many happenings in many places are no scene."""
    if one.mention.extent != "several" or one.definite:
        return False
    return any(token.lemma.lower() in _SPREAD for token in one.sentence.tokens)
