"""The columns of every table: their names, types and meanings, in order; also what datapackage.json and the manual say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "integer", "number", "boolean", "date"]
ALWAYS = ("participants", "arrested", "injured", "killed")  # measures that have columns in every edition


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, its type in Frictionless terms, and what it holds."""

    name: str
    kind: Kind
    about: str


def _columns(text: str) -> tuple[Column, ...]:
    """Columns from lines of ``name kind description``."""
    rows = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, kind, about) for name, kind, about in rows)  # type: ignore[arg-type]


_REPORT = """
report string id of the report
publisher string who published the report; empty where nobody says
published string day, month or year of publication, as ISO 8601
"""
_PLACE = """
place string name of the place
place_words string the report's words for the place; empty where it is taken from the context
country string ISO 3166 alpha-3 code
admin1 string first-level region
latitude number degrees, WGS84
longitude number degrees, WGS84
geonameid integer id in GeoNames
place_precision integer 1 a named town or nearer, 2 near it or a small area, 3 a region or country
place_basis string what the place rests on: event, sentence, paragraph, dateline or actor
"""
_DATE = """
date_from date first day on which it can have happened
date_to date last day on which it can have happened
date_precision string day, week, month or year
date_basis string what the date rests on: event, sentence, paragraph or published
date_words string the report's words for the date
"""
_VOICE = """
voice string who says it: publisher (the report itself), named, unnamed ("reports say") or unknown
speaker string the speaker's name or words
stance string asserts, denies or doubts
cue string the words that show the voice
via string the next voice outward: X said that Y claims has Y as speaker, via X
"""
PLACE_CELLS = tuple(column.name for column in _columns(_PLACE))
DATE_CELLS = tuple(column.name for column in _columns(_DATE))
MENTION_COLUMNS = _columns(
    f"""
id string id of the mention; the same as long as the report says the same
{_REPORT.strip()}
type string PLOVER's event type, or STATEMENT
mode string the type's mode; empty where none fits
contexts string PLOVER's contexts
status string actual, negated, future or hypothetical
historical boolean told as history, not as news
attempted boolean tried, not achieved
extent string single, several (many happenings told at once) or generic (a habit)
harm string killed, injured or missing
trigger string the word that shows the event
sentence string the sentence that tells it
actors string who did it, in the report's words
actor_names string names of the actors, where known
actor_countries string countries of the actors
actor_country_basis string how these countries were found (name, adjective, ...: see Actors)
actor_sectors string PLOVER's sectors of the actors
recipients string to whom it was done, in the report's words
recipient_names string names of the recipients, where known
recipient_countries string countries of the recipients
recipient_country_basis string how these countries were found
recipient_sectors string PLOVER's sectors of the recipients
{_PLACE.strip()}
{_DATE.strip()}
numbers string every number with its measure, in the report's words
content string what is demanded, alleged, threatened or announced, in its own words
{_VOICE.strip()}
summary string the mention as one sentence
confidence number 0 to 1
lemma string lemma of the trigger
rule string the scheme's rule that coded it
start integer where the trigger starts, in code points into the report's text
end integer where the trigger ends, exclusive
sentence_start integer where the sentence starts
sentence_end integer where the sentence ends, exclusive
"""
)
FIGURE_COLUMNS = _columns(
    f"""
id string id of the figure
{_REPORT.strip()}
measure string what the number measures
of string of whom or what it is a measure, in the report's words
words string the number in the report's words
relation string exactly, about, at least, more than, at most, fewer than, between or vague
low number lower end; empty where the words give none
high number upper end; empty where the words give none
unit string people, percent or another unit
scope string event, day or cumulative
total_from date first day of a cumulative number's period
total_to date last day of a cumulative number's period
{_PLACE.strip()}
{_DATE.strip()}
sentence string the sentence that gives it
{_VOICE.strip()}
confidence number 0 to 1
start integer where the number starts, in code points into the report's text
end integer where the number ends, exclusive
"""
)
CLAIM_COLUMNS = _columns(
    f"""
id string id of the claim; a review of the claim refers to it
of string id of the mention or figure it is a claim about
{_REPORT.strip()}
field string the field it gives a value to
value string the value as JSON
words string the words it rests on; empty where it rests on the context
start integer where the words start, in code points into the report's text
end integer where the words end, exclusive
{_VOICE.strip()}
basis string what the value rests on
confidence number 0 to 1
"""
)
_EVENT_HEAD = _columns(
    f"""
id string id of the event
date_from date first day on which it can have happened
date_to date last day on which it can have happened
date_precision string day, week, month or year
type string PLOVER's event type, or STATEMENT
mode string the type's mode
status string actual, negated, future or hypothetical: of the surest tellings
{_PLACE.strip()}
actors string who did it: names, or the reports' words
actor_countries string countries of the actors
actor_sectors string PLOVER's sectors of the actors
recipients string to whom it was done
recipient_countries string countries of the recipients
recipient_sectors string PLOVER's sectors of the recipients
content string what is demanded, alleged, threatened or announced
"""
)
_EVENT_TAIL = _columns(
    """
reports integer how many reports tell of it
mentions integer how many mentions and figures tell of it
publishers string who published the reports
independent integer the most sources, none derived from another, that stand behind one of its values; empty before reconciling
voices string who says so, with the publishers that carry each voice
disputed string fields in which the values conflict
confidence number of the surest telling, 0 to 1
summary string the event as one sentence
quotes string the words of the tellings, each with its publisher
report_ids string ids of the reports
member_ids string ids of the mentions and figures
"""
)


def event_columns(measures: Iterable[str]) -> tuple[Column, ...]:
    """The columns of events.csv; every measure has four, and four measures are always there."""
    names = dict.fromkeys((*ALWAYS, *sorted(measures)))
    return (*_EVENT_HEAD, *(column for name in names for column in _measure_columns(name)), *_EVENT_TAIL)


def _measure_columns(measure: str) -> tuple[Column, ...]:
    return (
        Column(f"{measure}_low", "number", f"{measure}: the lowest lower end that a voice claims; nothing is chosen"),
        Column(
            f"{measure}_high", "number", f"{measure}: the highest upper end that a voice claims; empty if all are open"
        ),
        Column(f"{measure}_words", "string", f"{measure}: every claim in its words"),
        Column(f"{measure}_says", "string", f"{measure}: who makes each claim, in the same order"),
    )
