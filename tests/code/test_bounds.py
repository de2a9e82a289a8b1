"""Whatever the reader may give, the coder ends soon, keeps its promises about spans and ids, and says nothing of nothing."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kronika.code import claim_mentions, code_report, explain_report
from kronika.code.trees import words
from kronika.records import Reading, Report, Sentence, Span, Token, text_sha256
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from tests.code import sentences as said
from tests.code.trees import parse_report

WORDS = words(
    "police protesters arrest arrested strike rally killed violence government demand release say attack of by in the no "
    'not thousands who that and join stage call off accuse march 40 Minsk students threatened , " ( ; will if'
)
TAGS = {"of": "ADP", "by": "ADP", "in": "ADP", "the": "DET", "no": "DET", "and": "CCONJ", "that": "PRON", "who": "PRON"}
RELATIONS = words(
    "nsubj nsubj:pass obj obl obl:agent nmod nmod:poss conj cc case det amod compound acl acl:relcl advcl xcomp ccomp "
    "appos aux mark flat parataxis punct advmod compound:prt cop nummod root"
)
UPOS = ("VERB", "NOUN", "PROPN", "ADJ", "AUX", "NUM", "PUNCT", "ADV")
XPOS = ("VBN", "VBD", "VBG", "VB", "VBZ", "NN", "NNS", "NNP", "JJ", "CD")


@st.composite
def readings(draw: st.DrawFn) -> tuple[Report, Reading]:
    """Trees without sense: any word, any tag, any relation; heads never run in a circle."""
    size = draw(st.integers(1, 14))
    chosen = draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=size, max_size=size))
    order = draw(st.permutations(range(size)))
    tokens, at = [], 0
    for i, word in enumerate(chosen):
        rank = order.index(i)
        head = -1 if rank == 0 else order[draw(st.integers(0, rank - 1))]
        upos = TAGS.get(word) or draw(st.sampled_from(UPOS))
        tokens.append(
            Token(
                at,
                at + len(word),
                word,
                upos,
                draw(st.sampled_from(XPOS)),
                head,
                draw(st.sampled_from(sorted(RELATIONS))),
            )
        )
        at += len(word) + 1
    text = " ".join(chosen)
    sentence = Sentence(0, Span(0, len(text)), 0, draw(st.sampled_from(("body", "headline", "list"))), tuple(tokens))
    return Report("r", text, text_sha256(text), published="2020-08"), Reading("r", (sentence,))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_any_tree_is_coded_within_its_sentence(given_: tuple[Report, Reading]) -> None:
    report, reading = given_
    mentions, figures, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not problems
    assert len({m.id for m in mentions}) == len(mentions)
    for mention in mentions:
        spans = [mention.trigger, *(e.span for e in (*mention.actors, *mention.recipients))]
        spans += [c.span for c in mention.content] + [q.span for q in mention.quantities]
        assert all(mention.sentence.covers(span) for span in spans)
        assert all(e.span.covers(e.head) for e in (*mention.actors, *mention.recipients))
        assert 0 < mention.confidence < 1
    assert code_report(report, reading, load_scheme(), load_lexicon())[0] == mentions
    claim_mentions(report, mentions, figures)
    list(explain_report(report, reading, load_scheme(), load_lexicon()))


def long_list(names: int) -> str:
    """ "Police arrested Aa, Ab, ... ." """
    rows = ["Police police NOUN NN 2 nsubj", "arrested arrest VERB VBD 0 root", "Aa Aa PROPN NNP 2 obj B-PER"]
    for i in range(names - 1):
        rows.append(f"~, , PUNCT , {len(rows) + 2} punct")
        rows.append(f"A{i}x A{i}x PROPN NNP 3 conj B-PER")
    return "\n".join(rows)


def test_a_list_of_five_hundred_names_is_one_mention_in_little_time() -> None:
    report, reading = parse_report(long_list(500))
    code_report(*parse_report(said.ARRESTED), load_scheme(), load_lexicon())  # loads what is loaded once
    started = time.process_time()
    (mention,), _, _ = code_report(report, reading, load_scheme(), load_lexicon())
    assert len(mention.recipients) == 500
    assert time.process_time() - started < 5


def test_a_chain_of_three_hundred_clauses_ends() -> None:
    rows = ["Police police NOUN NN 2 nsubj", "arrested arrest VERB VBD 0 root"]
    rows += [f"arrested arrest VERB VBD {i} conj" for i in range(2, 300)]
    report, reading = parse_report("\n".join(rows))
    started = time.process_time()
    code_report(report, reading, load_scheme(), load_lexicon())
    assert time.process_time() - started < 10


def test_what_is_no_sentence_is_a_problem() -> None:
    report, reading = parse_report("\n".join(["7 7 NUM CD 0 root", *("8 8 NUM CD 1 conj" for _ in range(2500))]))
    mentions, _, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not mentions
    assert [problem.stage for problem in problems] == ["code"]


def test_nothing_is_made_of_nothing() -> None:
    report = Report("r", "", text_sha256(""))
    assert code_report(report, Reading("r", ()), load_scheme(), load_lexicon()) == ((), (), ())
    assert claim_mentions(report, (), ()) == ()
    report, reading = parse_report(said.LEADER)
    assert code_report(report, reading, load_scheme(), load_lexicon())[0] == ()
