"""Decoders by themselves: whatever the scores, what comes out is a tree, are names, are arguments."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kronika.read.frames import Settings, decode_arguments
from kronika.read.lemma import Lemmas, apply_script, script_of
from kronika.read.names import decode_names
from kronika.read.pieces import CAPITAL, LOWER, MIXED, NO_LETTERS, TITLE, UPPER, letter_case, windows
from kronika.read.sentences import TOGETHER, in_runs
from kronika.read.spans import Phrases
from kronika.read.tree import decode_tree

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
seeds = st.integers(0, 10_000)


def is_tree(heads: list[int]) -> bool:
    """Whether every word reaches the one root."""
    for start in range(len(heads)):
        at, steps = start, 0
        while at >= 0 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if at >= 0:
            return False
    return heads.count(-1) == 1


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(1, 25))
def test_whatever_the_scores_the_heads_are_a_tree_with_one_root(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32) * 3
    assert is_tree(decode_tree(scores).tolist())


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(1, 5))
def test_no_tree_scores_better_than_the_one_found(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    trees = [t for t in product(range(-1, n), repeat=n) if is_tree(list(t))]
    best = max(sum(scores[i, h + 1] for i, h in enumerate(t)) for t in trees)
    found = sum(scores[i, h + 1] for i, h in enumerate(decode_tree(scores)))
    assert abs(found - best) < 1e-4


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 12))
def test_names_lie_in_the_sentence_and_do_not_overlap(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, len(TAGS))).astype(np.float32) * 4
    names = decode_names(scores, TAGS)
    covered = [t for name in names for t in range(name.first, name.end)]
    assert len(covered) == len(set(covered))
    assert all(0 <= t < n for t in covered)
    assert {name.label for name in names} <= {"PER", "LOC", "ORG"}


def test_a_name_is_not_begun_in_the_middle() -> None:
    """O I-PER I-PER: the best sequence that could be one is B-PER I-PER or nothing."""
    scores = np.full((3, 7), -5.0, np.float32)
    scores[0, 0] = scores[1, 2] = scores[2, 2] = 5
    scores[1, 1] = 4
    assert [(n.first, n.end, n.label) for n in decode_names(scores, TAGS)] == [(1, 3, "PER")]


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(2, 20), st.data())
def test_arguments_are_spans_apart_from_each_other_and_from_the_predicate(
    seed: int, n: int, data: st.DataObject
) -> None:
    rng = np.random.default_rng(seed)
    labels = ["", "ARG0", "ARG1", "ARGM-TMP", "R-ARG0"]
    heads = decode_tree(rng.normal(size=(n, n + 1)).astype(np.float32)).tolist()
    phrases = Phrases(["w"] * n, ["NOUN"] * n, heads, ["dep"] * n)
    predicate = data.draw(st.integers(0, n - 1))
    role = rng.normal(size=(n, len(labels))).astype(np.float32)
    rest = rng.normal(size=(n, 5)).astype(np.float32) * 3
    arguments = decode_arguments(role[None], rest[None], [predicate], phrases, labels, Settings())[0]
    covered = [t for a in arguments for t in range(a.first, a.end)]
    assert len(covered) == len(set(covered))
    assert predicate not in covered
    assert all(0 <= t < n for t in covered)
    assert sum(a.label == "ARG0" for a in arguments) <= 1


def test_a_phrase_is_its_subtree_without_the_predicates_branch() -> None:
    """the students who left were arrested: for "left", the students; for "arrested", the students who left."""
    words = ["the", "students", "who", "left", "were", "arrested"]
    upos = ["DET", "NOUN", "PRON", "VERB", "AUX", "VERB"]
    phrases = Phrases(words, upos, [1, 5, 3, 1, 5, -1], ["det", "nsubj:pass", "nsubj", "acl:relcl", "aux:pass", "root"])
    assert phrases.run(1, 3, "ARG0") == (0, 1)
    assert phrases.run(1, 5, "ARG1") == (0, 3)


def test_windows_cover_all_words_and_fit() -> None:
    lengths = [1, 2, 3] * 400
    ranges = windows(lengths, 500, 80)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(lengths)
    assert all(sum(lengths[a:b]) <= 500 for a, b in ranges)
    assert all(b[0] < a[1] for a, b in pairwise(ranges))


@given(st.lists(st.integers(0, 90), max_size=60), st.integers(1, 4))
def test_runs_hold_all_sentences_in_order_and_are_of_about_a_size(lengths: list[int], threads: int) -> None:
    sentences = [["w"] * n for n in lengths]
    runs = in_runs(sentences, threads)
    assert [s for run in runs for s in run] == sentences
    assert all(sum(map(len, run)) < TOGETHER + 90 for run in runs)


def test_letter_case() -> None:
    words = {"2,000": NO_LETTERS, "police": LOWER, "Police": TITLE, "POLICE": UPPER, "A": CAPITAL, "McDonald": MIXED}
    assert {w: letter_case(w) for w in words} == words


def test_scripts_give_back_the_lemma() -> None:
    pairs = [
        ("arrested", "arrest"),
        ("marches", "march"),
        ("Police", "police"),
        ("was", "be"),
        ("cities", "city"),
        ("Minsk", "Minsk"),
    ]
    for form, lemma in pairs:
        assert apply_script(form, script_of(form, lemma)) == lemma


def test_lemmas_listed_scripted_and_corrected() -> None:
    lemmas = Lemmas({"told/VERB": "tell"}, {"arrest", "injure"})
    assert lemmas.of("told", "k|1|y", "VERB", "VBD") == "tell"
    assert lemmas.of("injured", "k|2|", "VERB", "VBN") == "injure"
    assert lemmas.of("ARRESTED", "l|2|", "VERB", "VBD", loud=True) == "arrest"
