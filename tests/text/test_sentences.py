"""Where sentences end: each text below has one sentence a line once it is split."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.records import ROOT, Part, Report, text_sha256
from kronika.records.reports import Role
from kronika.text import MAX_TOKENS, split_sentences, split_tokens, visible

SPLITS = {
    "abbreviations": "Gen. Ray met Sen. Lee on Aug. 14.\nIt was hot.",
    "initials": "J. K. Holt and Mr. B. Ray were detained.\nThey deny it.",
    "an abbreviation before a usual first word": "They met at 5 p.m.\nThe police came.",
    "no abbreviation before a name": "They met in the U.S. Senate building.\nNobody left.",
    "numbers": "Trolley-bus Depot No. 4 struck at 10.30 on 3.5 hectares.\nDepot #4 did too.",
    "quotations of several sentences": "“We will stay.\nNobody leaves,” she said.\n“Not today.”\nThe crowd cheered.",
    "an exclamation inside a sentence": '"Get out!" is a common slogan.\nPeople chanted it.',
    "a question and its speaker": '"Where are they?" Ms. Holt asked the crowd.\nNobody knew.',
    "brackets": "He left (why? Nobody knows. It was late) and came back.\nThen he slept.",
    "a bracketed sentence": "He left.\n(Nobody knows why.)\nHe came back.",
    "no space behind the stop": "Police arrested 20 people.\nThe crowd left.".replace("\n", "~"),
    "references": "The plant was closed.[4]\nWorkers protested.[5][6]\nNobody came.",
    "dots": "They waited ... and waited.\nThen . . . nothing.",
    "lower case": "they marched in lume.\nthen they left.\nwhy? nobody knows.".replace("? ", "?\n"),
    "capitals": "WORKERS MARCH IN LUME.\nPOLICE USE TEAR GAS.",
    "list marks": "1. Raise wages!\n2. Release them.",
    "a dateline": "MINSK, Aug 14 (Agency) - Police detained 20 people.\nThey were released.",
    "times": "The march began at 6 p.m. on Sunday.\nIt ended at 8.",
    "a title's abbreviation in capitals": "GEN. RAY RESIGNED.\nNOBODY WEPT.",
    "question mark and bracket": "Was it planned?)\nYes.",
    "an ending quotation": "They shouted “Shame!”\nPolice moved in.",
}


@pytest.mark.parametrize("name", SPLITS)
def test_sentence_ends(name: str) -> None:
    glue = "" if "~" in SPLITS[name] else " "
    expected = SPLITS[name].replace("~", "\n").split("\n")
    text = glue.join(expected)
    assert [text[s[0][0] : s[-1][1]] for s in split_tokens(text)] == expected


def report(text: str, *parts: tuple[int, int, Role]) -> Report:
    return Report("r1", text, text_sha256(text), parts=tuple(Part(*part) for part in parts))


def test_skeletons() -> None:
    text = "Dockers strike\n\nLUME — They left. They can't."
    found = split_sentences(report(text, (0, 14, "headline"), (16, 22, "dateline"), (23, 45, "body")))
    assert [(s.index, s.paragraph, s.role, s.span.of(text)) for s in found] == [
        (0, 0, "headline", "Dockers strike"),
        (1, 1, "dateline", "LUME —"),
        (2, 1, "body", "They left."),
        (3, 1, "body", "They can't."),
    ]
    assert [(t.lemma, t.upos, t.xpos, t.head, t.deprel) for t in found[0].tokens] == [
        ("Dockers", "X", "", ROOT, "dep"),
        ("strike", "X", "", ROOT, "dep"),
    ]


def test_boilerplate_has_no_sentences_and_counts_as_a_paragraph() -> None:
    text = "Donate now!\nThey left."
    [sentence] = split_sentences(report(text, (0, 11, "boilerplate"), (12, 22, "body")))
    assert (sentence.span.of(text), sentence.paragraph) == ("They left.", 1)


def test_no_sentence_crosses_a_part() -> None:
    text = "Dockers strike\nand nurses march"
    found = split_sentences(report(text, (0, 14, "headline"), (15, 31, "body")))
    assert [s.span.of(text) for s in found] == ["Dockers strike", "and nurses march"]


def test_a_report_without_parts_is_read_whole() -> None:
    assert len(split_sentences(report("They left. They came."))) == 2
    assert split_sentences(report("  \n ")) == ()


def test_a_sentence_of_forty_thousand_characters_is_cut() -> None:
    text = "the crowd, which grew, marched on " * 1200
    found = split_tokens(text)
    assert len(text) > 40_000
    assert all(len(sentence) <= MAX_TOKENS for sentence in found)
    assert text[slice(*found[0][-1])] == ","


@pytest.mark.parametrize(
    "shape", ["12 34,5 6.7\t", "a-", ". ", "A.", "((", '".', "a" * 50, "x@", "www.", "[4]", "!?", "’s", "1/", "\n "]
)
def test_hostile_texts_take_bounded_time(shape: str) -> None:
    """Ten seconds would be little for a search that is quadratic in 100,000 characters; a linear one takes one."""
    started = time.process_time()
    split_tokens(shape * (100_000 // len(shape)))
    assert time.process_time() - started < 10


PIECES = [
    "He",
    "left",
    ".",
    "...",
    "?!",
    '"',
    "“",
    "”",
    "(",
    ")",
    " ",
    " ",
    " ",
    "\n",
    "U.S.",
    "No.",
    "4",
    "1,000",
    "’s",
    "n't",
]
WEIRD = ["\u200b", "\x00", "\ud83d", "😀", "é", "a-b", "http://a.b/c?", "@x", "#y", "\x1c", "[4]", "km", "$"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES + WEIRD), max_size=40).map("".join) | st.text(max_size=60))
def test_tokens_cover_every_character_that_can_be_seen(text: str) -> None:
    position, covered = 0, set()
    for sentence in split_tokens(text):
        assert sentence
        for start, end in sentence:
            assert position <= start < end <= len(text)
            assert visible(text[start]).strip()
            assert visible(text[end - 1]).strip()
            position = end
            covered |= set(range(start, end))
    assert all(not visible(character).strip() or k in covered for k, character in enumerate(text))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
)
def test_a_part_is_split_as_if_it_stood_alone(before: str, text: str) -> None:
    whole = before + "\n\n" + text
    start = len(before) + 2
    alone = [[(a + start, b + start) for a, b in sentence] for sentence in split_tokens(text)]
    assert split_tokens(whole, start, len(whole)) == alone
