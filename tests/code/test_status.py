"""Did it happen: negated, future, hypothetical or actual, by the words around an event, with the scheme that ships."""

from __future__ import annotations

import pytest

from kronika.code import code_report
from kronika.code.sayings import done_by_saying
from kronika.records import Mention
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from tests.code.treebank import report_of


def mention_of(sentence: str, trigger: str) -> Mention:
    report, reading = report_of(sentence)
    mentions, _, problems = code_report(report, reading, load_scheme(), load_lexicon())
    assert not problems
    return next(m for m in mentions if m.trigger.of(report.text) == trigger)


@pytest.mark.parametrize(
    ("sentence", "trigger", "status"),
    [
        ("Reports of a strike at the plant are false.", "strike", "negated"),
        ("The judges halted the deportation of a fisherman.", "deportation", "negated"),
        ("Guards left their posts, saying they would not fire on the crowd.", "fire", "negated"),
        ("Pressure goes on until the junta frees the editor and holds talks with the rebels.", "talks", "hypothetical"),
        ("The premier spoke of the ultimate liberation of the town.", "liberation", "future"),
        ("The union must answer with a general strike.", "strike", "hypothetical"),
        ("The march was called by the teachers' union.", "march", "actual"),
        ("The taxi strike was expected to disrupt exams.", "strike", "actual"),
        ("The strike is expected to begin on Friday.", "strike", "future"),
        ("Police tightened security ahead of a rally by the opposition.", "rally", "future"),
        ("Five men went ahead with the attack.", "attack", "actual"),
        ("The president stopped short of imposing martial law.", "law", "negated"),
        ("Plans for a rally on Sunday were dropped.", "rally", "negated"),
        ("Members voted against a strike.", "strike", "negated"),
        ("The protest was against a plan to close the school.", "protest", "actual"),
        ("Asked about the arrests, the mayor said police had acted within the law.", "arrests", "actual"),
        ("Officials said they would arrest the leaders.", "arrest", "future"),
        ("Officials said they would arrest the leaders if the march goes on.", "arrest", "hypothetical"),
        ("The union announced that the strike was over and it would sign an agreement.", "sign", "future"),
        ("The miners said the rally was the best chance to be heard.", "rally", "actual"),
        ("The union issued an appeal on its channel Vesna for a strike.", "strike", "hypothetical"),
        ("Police will arrest anyone who attacked the embassy.", "attacked", "hypothetical"),
        ("The ministry announced the arrest of 12 activists.", "arrest", "actual"),
        ("Centre to hold talks on the border", "talks", "future"),
        ("The governor has ordered a probe into the shooting.", "probe", "actual"),
        ("Nobody goes home until the mayor resigns.", "resigns", "hypothetical"),
        ("Eight wardens were injured, none of them seriously.", "injured", "actual"),
        ("None of the wardens was injured.", "injured", "negated"),
        ("The lawyers said they would appeal against the conviction.", "conviction", "actual"),
        ("The minister called the strike illegal.", "strike", "actual"),
        ("The mayor told a rally in Ostrava that he would stay.", "rally", "actual"),
    ],
)
def test_status(sentence: str, trigger: str, status: str) -> None:
    assert mention_of(sentence, trigger).status == status


@pytest.mark.parametrize(
    ("sentence", "trigger", "extent"),
    [
        ("The attacks killed 12 people.", "attacks", "several"),
        ("Arrests were made in three cities.", "Arrests", "several"),
        ("The court is looking into incidents of violence in the north.", "violence", "several"),
        ("Clerks blocked the roads at various places.", "blocked", "several"),
        ("There were no arrests.", "arrests", "single"),
        ("The EU imposed sanctions on 40 officials.", "sanctions", "single"),
        ("The ministers held talks in Orlin.", "talks", "single"),
        ("Farmers take to the streets in Orlin.", "streets", "single"),
        ("The police often beat detainees.", "beat", "generic"),
    ],
)
def test_one_happening_or_several(sentence: str, trigger: str, extent: str) -> None:
    assert mention_of(sentence, trigger).extent == extent


def test_who_says_that_he_wants_to_thank_has_thanked() -> None:
    for text, done in (("I want to thank the miners.", True), ("The mayor wants to thank the miners.", False)):
        (sentence,) = report_of(text)[1].sentences
        wish, thanks = (next(i for i, t in enumerate(sentence.tokens) if t.lemma == word) for word in ("want", "thank"))
        assert done_by_saying(sentence, thanks, wish) == done
