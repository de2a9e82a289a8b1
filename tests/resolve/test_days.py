"""Date phrases against the day of publication: the text and what it means stand side by side."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kronika.records import Date, Sentence, Span
from kronika.resolve.days import find_days
from tests.code.trees import parse_report

FRIDAY = "2020-08-14"


def days(text: str, published: str | None = FRIDAY) -> tuple[Date, ...]:
    return find_days(text, [Sentence(0, Span(0, len(text)), 0, "body", ())], published)


def said(text: str, published: str | None = FRIDAY) -> list[str]:
    """Each date phrase as "words: from..to precision", "?" for an end that is not known."""
    return [
        f"{d.span.of(text)}: {d.first or '?'}..{d.last or '?'} {d.precision}" for d in days(text, published) if d.span
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dockers met on Thursday.", "Thursday: 2020-08-13..2020-08-13 day"),
        ("Dockers met Friday.", "Friday: 2020-08-14..2020-08-14 day"),
        ("after last Sunday's vote", "last Sunday: 2020-08-09..2020-08-09 day"),
        ("after last Thursday's vote", "last Thursday: 2020-08-06..2020-08-06 day"),
        ("Miners were held by midday on Thursday.", "midday on Thursday: 2020-08-13..2020-08-13 day"),
        ("held during last week's rally", "last week: 2020-08-03..2020-08-09 week"),
        ("The rally of 12/08/2020 was small.", "12/08/2020: 2020-08-12..2020-08-12 day"),
        ("The rally of 25/07/2020 was small.", "25/07/2020: 2020-07-25..2020-07-25 day"),
        ("Dockers met on the 12th.", "on the 12th: 2020-08-12..2020-08-12 day"),
        ("The rally of 13/14 July was small.", "13/14 July: 2020-07-13..2020-07-14 day"),
        ("Earlier in the week miners met.", "Earlier in the week: 2020-08-10..2020-08-14 week"),
        ("Yesterday, nurses marched.", "Yesterday: 2020-08-13..2020-08-13 day"),
        ("beaten late on Monday night", "Monday night: 2020-08-10..2020-08-10 day"),
        ("a march earlier this week", "earlier this week: 2020-08-10..2020-08-14 week"),
        ("a march next week", "next week: 2020-08-17..2020-08-23 week"),
        ("on the evening of 11 August", "the evening of 11 August: 2020-08-11..2020-08-11 day"),
        ("Starting on 11 August, miners walked out.", "Starting on 11 August: 2020-08-11..? day"),
        ("In force since 2019.", "since 2019: 2019-01-01..? year"),
        ("As of Thursday, 40 were held.", "As of Thursday: ?..2020-08-13 day"),
        ("They sat there until Wednesday.", "until Wednesday: ?..2020-08-12 day"),
        ("It began in March.", "in March: 2020-03-01..2020-03-31 month"),
        ("It began last December.", "last December: 2019-12-01..2019-12-31 month"),
        ("the previous night", "the previous night: 2020-08-13..2020-08-13 day"),
        ("over the weekend", "over the weekend: 2020-08-08..2020-08-09 week"),
        ("two days ago", "two days ago: 2020-08-12..2020-08-12 day"),
        ("three weeks back", "three weeks back: 2020-07-20..2020-07-26 week"),
        ("a year ago", "a year ago: 2019-01-01..2019-12-31 year"),
        ("in the past two weeks", "in the past two weeks: 2020-07-31..2020-08-14 month"),
        ("in recent weeks", "in recent weeks: 2020-06-15..2020-08-14 month"),
        ("on 9 and 10 August", "9 and 10 August: 2020-08-09..2020-08-10 day"),
        ("between 3 and 5 May", "3 and 5 May: 2020-05-03..2020-05-05 day"),
        ("from Monday to Wednesday", "from Monday to Wednesday: 2020-08-10..2020-08-12 day"),
        ("30 July to 2 August", "30 July to 2 August: 2020-07-30..2020-08-02 day"),
        ("this year", "this year: 2020-01-01..2020-12-31 year"),
        ("in the 1990s", "the 1990s: 1990-01-01..1999-12-31 year"),
        ("in the mid-nineties", "in the mid-nineties: 1990-01-01..1999-12-31 year"),
        ("Sept. 5, 2019", "Sept. 5, 2019: 2019-09-05..2019-09-05 day"),
        ("on 2018-02-03", "2018-02-03: 2018-02-03..2018-02-03 day"),
        ("a May Day rally", "May Day: 2020-05-01..2020-05-01 day"),
        ("Pickets will return on Monday.", "Monday: 2020-08-17..2020-08-17 day"),
        ("They are to march on 3 January.", "3 January: 2021-01-03..2021-01-03 day"),
    ],
)
def test_one_phrase(text: str, expected: str) -> None:
    assert said(text) == [expected]


def test_an_age_is_no_decade() -> None:
    assert said("She is in her nineties.") == []


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "They march on.",
        "a 12 percent rise",
        "31 June",
        "paid 2,019 times",
        "for three hours",
        "a report by Dawn",
        "Sunday School".lower()[7:],
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert said(text) == []


def test_days_that_do_not_follow_on_each_other_stay_two() -> None:
    assert said("raids on 4 and 8 August") == ["4: 2020-08-04..2020-08-04 day", "8 August: 2020-08-08..2020-08-08 day"]


def test_that_day_is_the_last_day_named() -> None:
    """Clashes broke out on 3 July. The next day police came back."""
    assert said(test_that_day_is_the_last_day_named.__doc__ or "")[1] == "The next day: 2020-07-04..2020-07-04 day"


def test_what_is_counted_from_a_day_told_has_come() -> None:
    assert said("Miners met on 13 August. Three days later they left.")[1] == "Three days later: ?..? day"


def test_with_only_a_month_known_a_weekday_stays_as_wide_as_the_month() -> None:
    assert said("on Thursday, and on 11 August", "2020-08") == [
        "Thursday: 2020-08-01..2020-08-31 month",
        "11 August: 2020-08-11..2020-08-11 day",
    ]


def test_without_a_day_of_publication_a_weekday_is_found_but_not_resolved() -> None:
    assert said("on Thursday, and on 11 August 2020", None) == [
        "Thursday: ?..? day",
        "11 August 2020: 2020-08-11..2020-08-11 day",
    ]


def test_nothing_is_counted_from_a_date_in_the_head_that_was_refused() -> None:
    """5 May 2099

    Dockers met on Monday. They marched the next day, and were met by police on 6 May."""
    text = str(test_nothing_is_counted_from_a_date_in_the_head_that_was_refused.__doc__)
    head, rest = text.index("\n"), text.index("Dockers")
    sentences = [
        Sentence(0, Span(0, head), 0, "byline", ()),
        Sentence(1, Span(rest, len(text)), 1, "body", ()),
    ]
    assert [(when.first, when.last) for when in find_days(text, sentences, None)[1:]] == [(None, None)] * 3


FUTURE = """
    Ministers minister NOUN NNS 2 nsubj
    said say VERB VBD 0 root
    on on ADP IN 4 case
    Monday Monday PROPN NNP 2 obl
    they they PRON PRP 7 nsubj
    will will AUX MD 7 aux
    resign resign VERB VB 2 ccomp
    on on ADP IN 9 case
    Wednesday Wednesday PROPN NNP 7 obl
"""


def test_each_weekday_follows_the_tense_of_its_own_verb() -> None:
    report, reading = parse_report(FUTURE)
    first, second = find_days(report.text, reading.sentences, FRIDAY)
    assert (first.first, second.first) == (date(2020, 8, 10), date(2020, 8, 19))


@pytest.mark.parametrize(
    "words", ["called a strike for Wednesday", "a march set for next Wednesday", "a vigil is to be held on Wednesday"]
)
def test_what_is_fixed_for_a_weekday_lies_ahead(words: str) -> None:
    assert said(words, FRIDAY)[0].endswith("2020-08-19..2020-08-19 day")


WORDS = st.sampled_from(
    [
        "on",
        "last",
        "next",
        "Monday",
        "Sunday",
        "31",
        "12",
        "May",
        "August",
        "March",
        "2019",
        "and",
        "to",
        "from",
        "since",
        "until",
        "ago",
        "two",
        "weeks",
        "days",
        "the",
        "previous",
        "night",
        "will",
        "week",
        "this",
        "over",
        "weekend",
        "29",
        "February",
        ",",
        "99999",
        "years",
        "recent",
        "in",
        "between",
        "year",
        "as",
        "of",
        "30-31",
        "1900s",
        "every",
    ]
)
PUBLISHED = st.one_of(
    st.none(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.sampled_from(["2020-02", "2024", "0001-01-01", "9999-12-31", "2020-13-45", "someday"]),
)


@given(st.lists(WORDS, max_size=12), PUBLISHED)
def test_any_words_give_ordered_days_within_the_text(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = days(text, published)
    for when in found:
        assert when.first is None or when.last is None or when.first <= when.last
        assert when.span is not None
        assert 0 <= when.span.start < when.span.end <= len(text)
    assert all(one.end <= other.start for one, other in pairwise(when.span for when in found if when.span))


@given(
    st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    st.sampled_from(["Monday", "last Friday", "yesterday", "over the weekend"]),
)
def test_what_has_happened_is_never_after_publication(published: date, phrase: str) -> None:
    for when in days(f"They marched {phrase}", published.isoformat()):
        assert when.first is not None
        assert published - timedelta(days=14) <= when.first <= published


def test_the_manual_s_table_is_true() -> None:
    """Each row of the manual: phrases, from, to, precision."""
    manual = (Path(__file__).parents[2] / "docs" / "places-days-actors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (\S+) \| (\S+) \| (day|week|month|year) \|$", manual, flags=re.MULTILINE)
    assert len(rows) > 10
    for phrases, first, last, precision in rows:
        for phrase in re.sub(r" \(.*?\)", "", phrases).split("; "):
            (when,) = days(phrase)
            assert (str(when.first or "null"), str(when.last or "null"), when.precision) == (first, last, precision), (
                phrase
            )
