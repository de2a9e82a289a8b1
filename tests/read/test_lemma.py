"""Lemmas of the words of contention, whatever script the network proposes."""

from __future__ import annotations

import json

import pytest

from kronika.read.lemma import Lemmas, american, guesses, irregular_past, spellings
from kronika.read.weights import HERE

PAST = """
struck strike, freed free, fined fine, vandalised vandalise, tore tear, torn tear, shot shoot, beat beat, beaten beat, fled flee,
fought fight, swept sweep, hung hang, slain slay, slew slay, threw throw, thrown throw, held hold, led lead, broke break,
broken break, sought seek, bore bear, bound bind, burnt burn, burned burn, shut shut, set set, hit hit, quit quit, cut cut,
overthrew overthrow, overthrown overthrow, withdrew withdraw, withheld withhold, upheld uphold, overran overrun, swore swear,
banned ban, barred bar, robbed rob, stabbed stab, gunned gun, looted loot, stormed storm, picketed picket, rallied rally,
occupied occupy, besieged besiege, seized seize, raided raid, jailed jail, kidnapped kidnap, expelled expel, deported deport,
dispersed disperse, clashed clash, torched torch, hurled hurl, blockaded blockade, tear-gassed tear-gas, organised organise,
mobilised mobilise, criticised criticise, condemned condemn, sued sue, died die, tied tie, ousted oust, toppled topple,
pelted pelt, charged charge, staged stage, planned plan, wounded wound, panicked panic, re-elected re-elect, quelled quell
"""
OTHERS = [
    ("dying", "VBG", "die"), ("striking", "VBG", "strike"), ("fleeing", "VBG", "flee"), ("banning", "VBG", "ban"),
    ("marches", "VBZ", "march"), ("seizes", "VBZ", "seize"), ("rallies", "VBZ", "rally"), ("vandalises", "VBZ", "vandalise"),
    ("clashes", "NNS", "clash"), ("sieges", "NNS", "siege"), ("policemen", "NNS", "policeman"), ("amnesties", "NNS", "amnesty"),
    ("by-elections", "NNS", "by-election"), ("children", "NNS", "child"), ("wives", "NNS", "wife"), ("lay", "VBD", "lie"),
]  # fmt: skip
PAIRS = [(*pair.split(), "VBD") for pair in PAST.replace("\n", " ").split(",")]
FORMS = [(form, xpos, lemma) for form, lemma, xpos in PAIRS] + OTHERS


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    labels = json.loads((HERE / "labels.json").read_text(encoding="utf-8"))
    return Lemmas(labels["lemmas"], {*labels["candidates"], *labels["lemmas"].values()})


@pytest.mark.parametrize(("form", "xpos", "lemma"), FORMS)
def test_forms_of_contention_whatever_is_proposed(lemmas: Lemmas, form: str, xpos: str, lemma: str) -> None:
    upos = "NOUN" if xpos == "NNS" else "VERB"
    assert {lemmas.of(form, script, upos, xpos) for script in ("k|0|", "k|1|", "k|2|", "k|2|y")} == {lemma}
    assert lemmas.of(form.upper(), "k|2|", upos, xpos, loud=True) == lemma


def test_a_word_nobody_knows_follows_spelling_or_the_script() -> None:
    nobody = Lemmas({}, set())
    assert nobody.of("zibbled", "k|1|", "VERB", "VBD") == "zibble"
    assert nobody.of("zibbled", "k|4|y", "VERB", "VBD") == "zibble"
    assert nobody.of("zibbed", "k|2|", "VERB", "VBD") == "zibb"
    assert nobody.of("lathicharged", "k|2|", "VERB", "VBD") == "lathicharge"
    assert nobody.of("flurries", "k|1|", "NOUN", "NNS") == "flurry"


def test_the_base_form_is_its_own_lemma(lemmas: Lemmas) -> None:
    assert lemmas.of("wound", "=wind", "VERB", "VB") == "wound"


def test_spelling_rules() -> None:
    assert guesses("fined", "VBD") == ["fine"]
    assert guesses("freed", "VBD") == ["free"]
    assert guesses("libraries", "NNS") == ["library", "librarie"]
    assert "plan" not in guesses("planed", "VBD")
    assert spellings("visit", "ed") == {"visited", "visitted"}
    assert irregular_past("withdrew") == "withdraw"
    assert irregular_past("marched") is None
    assert american("labour") == "labor"
    assert american("vandalise") == "vandalize"
