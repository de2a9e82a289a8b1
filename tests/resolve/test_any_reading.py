"""Whatever a reader makes of a text, resolving neither fails nor leaves the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kronika.records import Antecedent, Entity, Mention, Name, Report, Sentence, Span, Token, Why, text_sha256
from kronika.resolve.actors import resolve_actors
from kronika.resolve.gazetteer import open_gazetteer
from kronika.resolve.ground import ground
from kronika.scheme.lexicon import kind_of, load_lexicon

WORDS = [
    "police",
    "the",
    "of",
    "Minsk",
    "Belarus",
    "'",
    "'s",
    "Grodno",
    "she",
    "they",
    "who",
    "group",
    "President",
    "Novak",
    "US",
    "EU",
    ",",
    "-",
    "(",
    ")",
    "thousands",
    "40",
    "since",
    "Sunday",
    "in",
    "Secretary",
    "of",
    "State",
    "Regional",
    "Court",
    "ethnic",
    "Turks",
    "their",
    "said",
    "Région",
    "Łódź",
    "北京",
    "X.",
    "Union",
    "workers'",
    "Victory",
    "Square",
]
UPOS = ("NOUN", "PROPN", "PRON", "VERB", "ADJ", "ADP", "NUM", "PUNCT", "_")
DEPRELS = (
    "nsubj",
    "obj",
    "compound",
    "nmod",
    "nmod:poss",
    "nmod:desc",
    "flat",
    "appos",
    "amod",
    "case",
    "conj",
    "acl:relcl",
    "root",
)


@st.composite
def sentences(draw: st.DrawFn, offset: int, index: int) -> tuple[str, Sentence]:
    """A sentence of random words with any heads at all, rings included, and random names and antecedents."""
    text, tokens = "", []
    size = draw(st.integers(0, 9))
    for word in draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size)):
        text += " " if text else ""
        start = offset + len(text)
        text += word
        deprel, upos = draw(st.sampled_from(DEPRELS)), draw(st.sampled_from(UPOS))
        tokens.append(
            Token(start, start + len(word), word.lower(), upos, "NNP", draw(st.integers(-1, size - 1)), deprel)
        )
    ranges = st.integers(0, max(0, size - 1)).flatmap(
        lambda first: st.tuples(st.just(first), st.integers(first + 1, first + 3))
    )
    spots = [(a, min(b, size)) for a, b in draw(st.lists(ranges, max_size=3))] if size else []
    names = tuple(Name(a, b, draw(st.sampled_from(("PER", "LOC", "ORG")))) for a, b in spots)
    told = tuple(Antecedent(a, b, Span(0, min(5, offset)), 0.9) for a, b in spots if offset)
    return text, Sentence(
        index, Span(offset, offset + len(text)), index, "body", tuple(tokens), names=names, antecedents=told
    )


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, tuple[Sentence, ...]]:
    text, found = "", []
    for index in range(draw(st.integers(0, 3))):
        words, sentence = draw(sentences(len(text), index))
        text += words + "\n"
        found.append(sentence)
    return Report("r", text, text_sha256(text), published="2020-08-14"), tuple(found)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=80)
@given(reports())
def test_any_reading_is_resolved_within_its_text(case: tuple[Report, tuple[Sentence, ...]]) -> None:
    resolve_all(*case)


def test_an_office_within_the_name_of_a_body_presides_over_nothing() -> None:
    """ "Secretary of State", read as one body: its secretary is not asked what he presides over for ever."""
    text = "Secretary of State"
    rows = [("Secretary", "PROPN", -1, "root"), ("of", "ADP", 2, "case"), ("State", "PROPN", 0, "nmod")]
    tokens = tuple(
        Token(at, at + len(word), word.lower(), upos, "NNP", head, deprel)
        for (word, upos, head, deprel), at in zip(rows, (0, 10, 13), strict=True)
    )
    read = (Sentence(0, Span(0, len(text)), 0, "body", tokens, names=(Name(0, 3, "ORG"),)),)
    resolve_all(Report("r", text, text_sha256(text)), read)


def resolve_all(report: Report, read: tuple[Sentence, ...]) -> None:
    """Resolve every token as if it were an actor; what comes of it keeps to the text."""
    lexicon, gazetteer = load_lexicon(), open_gazetteer()
    reading = ground(report, read, gazetteer, lexicon)
    spans = [place.span for place in reading.places if place.span] + [when.span for when in reading.dates if when.span]
    assert all(span.end <= len(report.text) and span.of(report.text).strip() for span in spans)
    tokens = [(s, i, t) for s in read for i, t in enumerate(s.tokens)]
    actors = tuple(Entity(Span(t.start, t.end), Span(t.start, t.end)) for _, _, t in tokens)
    mention = Mention("m", "r", "PROTEST", None, Span(0, 0), Span(0, 0), Why("x", None, "r"), 1.0, actors=actors)
    (filled,), _ = resolve_actors(report, reading, [mention], [], lexicon, gazetteer)
    for before, after in zip(actors, filled.actors, strict=True):
        assert (after.span, after.head) == (before.span, before.head)
        assert (after.country is None) == (after.country_basis is None)
        assert after.antecedent is None or after.antecedent.start < after.head.start
    for sentence, index, _ in tokens:
        kind_of(sentence, report.text, index, lexicon)
