"""What a stretch of text is: the parts of each test's text, one "role: words" a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.gather import mark_parts
from kronika.gather.head import read_head


def shown(text: str) -> str:
    return "\n".join(f"{part.role}: {part.span.of(text)}" for part in mark_parts(text))


BODY = "More than 300 dockers walked off the job in Port Lume on Wednesday, demanding higher pay, the union said."
END = "The strike goes on, and nobody expects it to end before the harbour office answers the letter of its workers."


def test_head_matter() -> None:
    text = f"# Dockers walk out\n\nAna Reed\n4 March 2021\n\n{BODY}\n\n{END}"
    assert shown(text) == (
        f"boilerplate: #\nheadline: Dockers walk out\nbyline: Ana Reed\nbyline: 4 March 2021\nbody: {BODY}\nbody: {END}"
    )
    head = read_head(text, mark_parts(text))
    assert (head.title, head.publisher, head.published) == ("Dockers walk out", None, "2021-03-04")


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        ("The Northern Post\n\n4 March 2021", "The Northern Post"),
        ("Harbour Daily, 4 March 2021", "Harbour Daily"),
        ("Ana Reed | Lume News | 4 March 2021", "Lume News"),
        ("Ana Reed\n\n4 March 2021", None),
        ("Ana Reed, 4 March 2021", None),
    ],
)
def test_an_outlet_named_under_the_headline(lines: str, publisher: str | None) -> None:
    text = f"Dockers walk out\n\n{lines}\n\n{BODY}\n\n{END}"
    assert read_head(text, mark_parts(text)).publisher == publisher


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 4 March 2021", "2021-03-04"),
        ("Thursday, March 4, 2021", "2021-03-04"),
        ("By Ana Reed | Mar. 4, 2021", "2021-03-04"),
        ("Ana Reed, 4 March 2021", "2021-03-04"),
        ("04.03.2021", "2021-03-04"),
        ("Published 12:30 BST, 4 March 2021", "2021-03-04"),
        ("04-Mar-2021", "2021-03-04"),
        ("25/12/2021 10:30", "2021-12-25"),
        ("2021-03-04T10:00:00Z", "2021-03-04"),
        ("March 2021", "2021-03"),
        ("Trial bulletin no. 7, 4 March 2021", "2021-03-04"),
        ("03/04/2021", None),
        ("31 February 2021", None),
    ],
)
def test_dates_in_head_and_foot(line: str, day: str | None) -> None:
    for text in (f"Dockers walk out\n\n{line}\n\n{BODY}", f"Dockers walk out\n\n{BODY}\n\n{line}"):
        assert read_head(text, mark_parts(text)).published == day


def test_a_date_in_the_middle_is_no_publication_date() -> None:
    text = f"{BODY}\n\n" * 6 + "On 4 March 2021 they met.\n\n" + f"{BODY}\n\n" * 6
    assert read_head(text, mark_parts(text)).published is None


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("LUME, Aug 14 (Harbour News) -", "Harbour News"),
        ("PORT LUME, Orvia (HN) —", "HN"),
        ("Lume, 14 August 2020 (Harbour News) –", "Harbour News"),
        ("LUME —", None),
        ("PORT LUME :", None),
        ("LUME ( Harbour News ):", "Harbour News"),
        ("Lume, August 14 --", None),
        ("Lume, August 14:", None),
        ("Lume [Orvia], August 14 (HN):", "HN"),
        ("PORT LUME, Aug 14 (HN)", "HN"),
        ("LUME (14 August 2020) –", None),
        ("Lume, 14 August 2020.", None),
    ],
)
def test_datelines(dateline: str, agency: str | None) -> None:
    text = f"Dockers walk out\n\n{dateline} {BODY}\n\n{END}"
    assert shown(text) == f"headline: Dockers walk out\ndateline: {dateline}\nbody: {BODY}\nbody: {END}"
    assert read_head(text, mark_parts(text)).publisher == agency


@pytest.mark.parametrize(
    "start",
    [
        "OMON - the riot police - beat them",
        "ALERT - Wardens of Lume beat two printers",
        "NATO-led troops left",
        "Lume - a harbour town - struck",
    ],
)
def test_dashes_that_make_no_dateline(start: str) -> None:
    assert shown(f"{start}.\n\n{END}") == f"body: {start}.\nbody: {END}"


def test_a_speaker_before_a_colon_is_no_dateline() -> None:
    text = f"{BODY}\n\nMINISTER HOLT: They will be released.\n\nQUESTION: When?"
    assert "dateline" not in shown(text)


def test_lists_keep_their_items() -> None:
    text = f"They published the following demands:\n\n  1. Raise wages.\n  2. Release them.\n\n- one\n- two\n\n{END}"
    assert shown(text) == (
        "body: They published the following demands:\nlist: 1. Raise wages.\nlist: 2. Release them.\n"
        f"list: - one\nlist: - two\nbody: {END}"
    )


def test_one_announced_item_is_a_list() -> None:
    assert shown(f"They have one demand:\n\n* Raise wages.\n\n{END}") == (
        f"body: They have one demand:\nlist: * Raise wages.\nbody: {END}"
    )


def test_a_paragraph_that_breaks_off() -> None:
    text = f"{BODY}\n\nThe dockers want the harbour office to raise the\n\nwages of cleaners and to hire more staff.\n\n{END}"
    assert (
        "body: The dockers want the harbour office to raise the\n\nwages of cleaners and to hire more staff."
        in shown(text)
    )


def test_lines_wrapped_by_hand() -> None:
    text = (
        "More than 300 dockers walked off the job in Port Lume on\nWednesday, demanding higher pay and the release of\n"
        f"two colleagues.\n\n{END}"
    )
    assert len(mark_parts(text)) == 2


def test_a_heading_between_paragraphs() -> None:
    assert (
        shown(f"{BODY}\n\nTear gas and batons\n\n{END}") == f"body: {BODY}\nheadline: Tear gas and batons\nbody: {END}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook",
        "Home | News | World | Sport",
        "Related stories:",
        "Read more: Nurses march in Lume",
        "Donate now!",
        "Please make a donation so that we can go on printing.",
        "Enjoyed this story? Please support our newsroom.",
        "Become a supporter today!",
        "To contact the Harbour Workers' Union visit:",
        "https://example.org/contact",
        "**[example.org/contact](https://example.org/contact)**",
        "Sign up for our weekly newsletter",
        "Follow us on Twitter",
        "© 2021 The Harbour Gazette. All rights reserved.",
        "Copyright 2021 The Harbour Gazette",
        "Advertisement",
        "For more information, contact press@example.org",
        "Tel: +44 20 0000 000",
        "* * *",
        "We use cookies to improve this website.",
    ],
)
def test_boilerplate(line: str) -> None:
    assert shown(f"{BODY}\n\n{line}\n\n{END}") == f"body: {BODY}\nboilerplate: {line}\nbody: {END}"


@pytest.mark.parametrize(
    "line",
    [
        "Protesters shared leaflets and asked readers of the paper to donate for the families of those killed.",
        '"We need your support," the opposition leader told the crowd in Lume.',
        "Copyright protests drew 4,000 people to the square.",
        "Police made donations to the strikers a crime.",
        "Contact between the two sides broke off on Monday.",
        "Subscribers of the state newspaper burned their copies in the street.",
        "Home owners marched.",
        "Support for the strike grew.",
        "Follow-up rallies were held in Lume.",
        "Topics of the meeting include wages, the release of prisoners and the war.",
        "In this section of the town the police fired on the crowd.",
    ],
)
def test_reports_are_not_boilerplate(line: str) -> None:
    assert "boilerplate" not in shown(f"{BODY}\n\n{line}\n\n{END}")


@pytest.mark.parametrize(
    "line",
    [
        "Photo: dockers block the gate on 3 March",
        "Dockers block the gate on 3 March. (Photo: Lee Ash)",
        "Dockers block the gate on 3 March. Photograph: Lee Ash/EPA",
    ],
)
def test_captions(line: str) -> None:
    assert f"caption: {line}" in shown(f"Dockers walk out\n\n{line}\n\n{BODY}")


def test_who_claims_the_copyright_publishes() -> None:
    text = f"Dockers walk out\n\n{BODY}\n\n© 2021 The Harbour Gazette. All rights reserved."
    assert read_head(text, mark_parts(text)).publisher == "The Harbour Gazette"


HEADS = [
    "# ",
    "- ",
    "1. ",
    "a) ",
    "By Ana Reed",
    "4 March 2021",
    "LUME, Aug 14 (HN) - ",
    "Share",
    "© 2021 A",
    "> ",
    ":",
]
SPACES = ["\n", "\n\n", "\r\n", "\u2028", "\x0c", "  ", "\t", "\x1c", "\u200b"]
WORDS = ["word", "Word.", "http://a.org/b", "**", "—", "“", "é", "а"]
PIECES = st.sampled_from(HEADS + SPACES + WORDS)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
def test_parts_are_ordered_disjoint_and_cover_the_text(text: str) -> None:
    covered = set()
    position = 0
    for part in mark_parts(text):
        assert position <= part.start < part.end <= len(text)
        position = part.end
        covered |= set(range(part.start, part.end))
    assert all(character.isspace() or k in covered for k, character in enumerate(text))


@pytest.mark.parametrize(
    ("text", "publisher", "day"),
    [
        (
            "Miners walk out\n\nBy Ann Lee, Northern Courier, 3 May 2023\n\nMiners walked out.",
            "Northern Courier",
            "2023-05-03",
        ),
        (
            "Miners walk out\n\nPublished by Rights Watch Lume, 19 November 2018\n\nMiners walked out.",
            "Rights Watch Lume",
            "2018-11-19",
        ),
        ("Dockers blocked the port on Tuesday. (Pacific Gazette, 6 December 2018)", "Pacific Gazette", "2018-12-06"),
        ("Photo: Women march in Lume. (Lume Photo Agency, March 9, 2019)\n", "Lume Photo Agency", "2019-03-09"),
        ("Dockers blocked the port, said Ann Lee (Tuesday, 6 December 2018)", None, None),
    ],
)
def test_who_and_when_in_credits(text: str, publisher: str | None, day: str | None) -> None:
    head = read_head(text, mark_parts(text))
    assert (head.publisher, head.published) == (publisher, day)


@pytest.mark.parametrize(
    ("stamp", "byline"),
    [
        ("05th March 2021 09:30 AM", ""),
        ("March 05 , 2021 00:00 IST", ""),
        ("Fri Mar 05 2021 , 14:34 hrs", "- Harbour News Agencies , Agencies : Lume"),
        ("PUBLISHED : Friday , 05 March , 2021 , 12:28pm", ""),
    ],
)
def test_a_time_stamp_parts_headline_and_text_on_one_line(stamp: str, byline: str) -> None:
    text = f"Dockers stage walk-out {byline + ' , ' if byline else ''}{stamp} LUME : {BODY}"
    told = f"byline: {byline}\n" if byline else ""
    assert shown(text) == f"headline: Dockers stage walk-out\n{told}dateline: {stamp}\ndateline: LUME :\nbody: {BODY}"
    assert read_head(text, mark_parts(text)).published == "2021-03-05"


def test_who_reports_behind_a_time_stamp_is_no_text() -> None:
    text = f"March 05 , 2021 00:00 IST Staff Reporter Lume : {BODY}"
    assert shown(text) == f"dateline: March 05 , 2021 00:00 IST\ndateline: Staff Reporter Lume :\nbody: {BODY}"


def test_an_hour_told_in_running_text_parts_nothing() -> None:
    text = f"{BODY} It began on 5 March 2021 09:30 AM Lume time, they said."
    assert shown(text) == f"body: {text}"


def test_an_agency_dateline_parts_headline_and_text_on_one_line() -> None:
    text = f"Dockers stage walk-out HN Reporter PORT LUME , March 5 ( HN ) - {BODY}"
    told = "dateline: HN Reporter PORT LUME , March 5 ( HN ) -"
    assert shown(text) == f"headline: Dockers stage walk-out\n{told}\nbody: {BODY}"
