"""Tokens as UD English cuts them."""

from __future__ import annotations

import pytest

from kronika.text import split_tokens, tokenise


def tokens(text: str) -> str:
    return " ".join(text[start:end] for start, end in tokenise(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't, can't and won’t.", "They do n't , ca n't and wo n’t ."),
        ("Lume's workers' union", "Lume 's workers ' union"),
        ("He cannot; they're gonna.", "He can not ; they 're gon na ."),
        ("O'Rourke, d'Alembert and the Shi'ite", "O'Rourke , d'Alembert and the Shi'ite"),
        ("$200, £3,000, US$4.5m and 80%", "$ 200 , £ 3,000 , US$ 4.5 m and 80 %"),
        ("80percent and 30km, 10am", "80 percent and 30 km , 10 am"),
        ("at 10:30 on 14/08/2020 or 2020-08-14", "at 10:30 on 14/08/2020 or 2020-08-14"),
        ("Depot #4 and #FreeThem", "Depot # 4 and #FreeThem"),
        ("anti-war, pro-government, non-violent", "anti-war , pro-government , non-violent"),
        ("state-run, two-year-old, far-right", "state - run , two - year - old , far - right"),
        ("the 5th, the 1990s, in 2013-2014", "the 5th , the 1990s , in 2013 - 2014"),
        ("COVID-19, MH17 and 3D", "COVID - 19 , MH17 and 3D"),
        ("6,000 people, then 1.5 million", "6,000 people , then 1.5 million"),
        ("pages 8,9", "pages 8 , 9"),
        ("U.S.-led, the U.N. and Ph.D. students", "U.S. - led , the U.N. and Ph.D. students"),
        ("Gen. A. B. Ray, No. 4, Aug. 14", "Gen. A. B. Ray , No. 4 , Aug. 14"),
        ("GEN. RAY of LUME LTD. said", "GEN. RAY of LUME LTD. said"),
        (
            "see https://example.org/a_(b), or mail x.y@example.org.",
            "see https://example.org/a_(b) , or mail x.y@example.org .",
        ),
        ("tut.by and www.example.org.", "tut.by and www.example.org ."),
        ("arrested.The crowd", "arrested . The crowd"),
        ("“Go!”–she cried... Why?!", "“ Go ! ” – she cried ... Why ?!"),
        ("and/or, w/o AT&T", "and / or , w/o AT&T"),
        ("[the] (union) {x}", "[ the ] ( union ) { x }"),
        ("Минск и Łódź", "Минск и Łódź"),
        ("cafe\u0301s and co\u00adop", "cafe\u0301s and co\u00adop"),
        ("the Minister\u200e \u200eRay \u200b left", "the Minister Ray left"),
        ("call +44 20 or 713-555-0100", "call + 44 20 or 713-555-0100"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected


def test_a_range_of_the_text_is_tokenised_alone() -> None:
    text = "Before 300km after"
    assert [text[a:b] for a, b in tokenise(text, 7, 11)] == ["300", "k"]


def test_the_stop_of_an_abbreviation_ends_the_sentence() -> None:
    for text, last in (
        ("They left at 5 p.m.", ["p.m", "."]),
        ("It hit the U.S.", ["U.S."]),
        ("bread etc.", ["etc", "."]),
    ):
        [sentence] = split_tokens(text)
        assert [text[a:b] for a, b in sentence][-len(last) :] == last
