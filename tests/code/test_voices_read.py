"""Whose words, in sentences written for this, as the shipped reader reads them."""

from __future__ import annotations

import pytest

from kronika.code import code_report
from kronika.read import Reader, read_batch
from kronika.records import Reading
from kronika.scheme import load_scheme
from kronika.scheme.lexicon import load_lexicon
from kronika.text import split_sentences
from tests.scheme.test_examples import report_of

TOLD = [
    # sentence, trigger, the speaker; None where the report itself says so
    ("In view of the strike, police arrested ten men.", "arrested", None),
    ("The gang hacked the clerk to death before the eyes of shoppers.", "hacked", None),
    ("In the mayor's view, soldiers beat four men.", "beat", "the mayor"),
    ("The strike will go on according to plan.", "strike", None),
    ("According to the union, ten men were arrested.", "arrested", "the union"),
    (
        "The minister said the agitation was needless as all the demands have been agreed upon.",
        "agitation",
        "The minister",
    ),
    ("In reply to the argument of the counsel that guards beat a clerk, the widow wept.", "beat", "the counsel"),
    ("Orlin observes a strike: Miners taking out a rally in the town on Friday.", "rally", None),
    (
        "Addressing a press conference union leader Ivo Lenz said the march was a success.",
        "march",
        "Ivo Lenz",
    ),
]


@pytest.mark.parametrize(("sentence", "trigger", "speaker"), TOLD)
def test_the_speaker(sentence: str, trigger: str, speaker: str | None) -> None:
    report = report_of(sentence)
    (sentences,) = read_batch([(sentence, split_sentences(report))], Reader.load())
    mentions = code_report(report, Reading(report.id, tuple(sentences)), load_scheme(), load_lexicon())[0]
    (mention,) = (one for one in mentions if one.trigger.of(sentence) == trigger)
    told = mention.voice.speaker
    assert speaker == (told and told.span.of(sentence))
