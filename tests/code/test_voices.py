"""Whose words: reporting verbs and nouns, hearsay, quotations, nested and distant voices."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from kronika.code.voices import VoiceMap, find_voices
from kronika.records import PUBLISHER, Attribution, Date, Reading, Report, Sentence, Span, Token, Voice, text_sha256
from kronika.scheme.voices import load_voices
from tests.code.treebank import report_of
from tests.code.trees import parse_report


def voice_of(word: str, *paragraphs: str | tuple[str, ...]) -> tuple[str, Voice]:
    """The voice of the first token that is ``word`` in a report, with the report's text."""
    report, reading = report_of(*paragraphs)
    voices = find_voices(report, reading, load_voices())
    return report.text, at_word(report, reading, voices, word)


def at_word(report: Report, reading: Reading, voices: VoiceMap, word: str) -> Voice:
    for sentence in reading.sentences:
        for i, token in enumerate(sentence.tokens):
            if report.text[token.start : token.end] == word:
                return voices.voice_at(sentence.index, i)
    raise AssertionError(f"no {word!r} in {report.text!r}")


def speaker(text: str, voice: Voice) -> str | None:
    return None if voice.speaker is None else voice.speaker.span.of(text)


@pytest.mark.parametrize(
    ("sentence", "word", "who", "cue"),
    [
        ("The miners' union said that police beat four men.", "beat", "The miners' union", "said"),
        ("Police beat four men, a witness told reporters.", "beat", "a witness", "told"),
        ('"Police beat four men," said Anna Kern.', "beat", "Anna Kern", "said"),
        ("According to the mayor, soldiers beat four men.", "beat", "the mayor", "According to"),
        ("In the words of the mayor, soldiers beat four men.", "beat", "the mayor", "words"),
        ("Police sources said the army has blocked the bridge.", "blocked", "Police sources", "said"),
        ("The union accused police of beating miners.", "beating", "The union", "accused"),
        ("The union is confident that the strike will spread.", "spread", "The union", "confident"),
        ("As the mayor put it, troops withdrew.", "withdrew", "the mayor", "put"),
        ("The mayor was quoted as saying that troops withdrew.", "withdrew", "The mayor", "saying"),
        ("Miners threatened to block the bridge.", "block", "Miners", "threatened"),
        ("The report said that troops withdrew.", "withdrew", "The report", "said"),
        ("Chief Officer Ada Poe said that troops withdrew.", "withdrew", "Chief Officer Ada Poe", "said"),
        ("Officials urged the miners to end the strike.", "end", "Officials", "urged"),
        ('Police called the strikers "ringleaders".', "ringleaders", "Police", "called"),
        (
            "Soldiers killed three men, the mayor of Dorn, Ivo Lenz, told reporters.",
            "killed",
            "the mayor of Dorn, Ivo Lenz",
            "told",
        ),
        (
            "The army shelled the village overnight, killing five people, according to a local official.",
            "shelled",
            "a local official",
            "according to",
        ),
        (
            '"They beat everyone they could catch," she said, adding that soldiers had arrested two of her brothers.',
            "arrested",
            "she",
            "adding",
        ),
        ("Two activists, who police say attacked officers, were arrested.", "attacked", "police", "say"),
        ("Local media said that police fired rubber bullets.", "fired", "Local media", "said"),
        (
            "Reports of a strike at the plant are false, the management said on Monday.",
            "strike",
            "the management",
            "said",
        ),
        (
            "Opposition leader Tamar Kern called on supporters to gather outside parliament on Friday.",
            "gather",
            "Opposition leader Tamar Kern",
            "called",
        ),
        (
            "Stun grenades were thrown into the crowd, say several of those who were there.",
            "thrown",
            "several of those",
            "say",
        ),
    ],
)
def test_named_voices(sentence: str, word: str, who: str, cue: str) -> None:
    text, voice = voice_of(word, sentence)
    assert (voice.kind, speaker(text, voice), voice.stance) == ("named", who, "asserts")
    assert voice.cue is not None
    assert voice.cue.of(text) == cue


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Reports say the army has blocked the bridge.", "blocked"),
        ("Two students are believed to have fled.", "fled"),
        ("It is alleged that soldiers fired on the crowd.", "fired"),
        ("Police allegedly beat four men.", "beat"),
        ("The alleged beating angered students.", "beating"),
        ("There is a common belief that the army fired on the crowd.", "fired"),
        ("Allegations of fraud spread.", "fraud"),
        ("Photos from Orlin show soldiers beating a student.", "beating"),
        ("Walkouts were reported in Orlin on Monday.", "Walkouts"),
        ("Some reports since the march have suggested that two men were beaten.", "beaten"),
    ],
)
def test_unnamed_voices(sentence: str, word: str) -> None:
    _, voice = voice_of(word, sentence)
    assert voice.kind == "unnamed"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The miners' union said that police beat four men.", "said"),
        ("The union accused police of beating miners.", "accused"),
        ("The miners were told to leave.", "leave"),
        ("Police arrested more than 3,500 nurses and killed two bystanders.", "killed"),
        ("The alleged beating angered students.", "angered"),
        ('Police arrested the "ringleaders" of the strike.', "strike"),
        ("Officials urged the miners to end the strike.", "strike"),
        ("Police allegedly beat students during a rally.", "rally"),
        ("The group has claimed responsibility for the bombing.", "bombing"),
        ("Farmers have announced another protest for Wednesday.", "protest"),
        ("They accuse the owner of poisoning the air and demand that he close the furnace.", "demand"),
        ("We demand that soldiers withdraw.", "withdraw"),
    ],
)
def test_the_publisher_tells_of_the_saying_and_of_all_that_nobody_is_said_to_say(sentence: str, word: str) -> None:
    assert voice_of(word, sentence)[1] == PUBLISHER


def test_denial_and_doubt() -> None:
    assert voice_of("fired", "The ministry denied that soldiers fired on the crowd.")[1].stance == "denies"
    assert voice_of("withdrew", "The union doubts that troops withdrew.")[1].stance == "doubts"


@pytest.mark.parametrize(
    ("sentence", "word", "who"),
    [
        ("The union rejected claims that its members had attacked strike-breakers.", "attacked", "The union"),
        ("The minister dismissed as lies reports that troops had killed civilians.", "killed", "The minister"),
    ],
)
def test_a_claim_that_is_rejected_is_denied_by_whoever_rejects_it(sentence: str, word: str, who: str) -> None:
    text, voice = voice_of(word, sentence)
    assert (voice.kind, speaker(text, voice), voice.stance) == ("named", who, "denies")


def test_what_the_report_keeps_its_distance_from_is_doubted_by_the_publisher() -> None:
    claimed = voice_of("attacked", "The minister claims that strikers attacked officers.")[1]
    assert (claimed.kind, claimed.stance, claimed.via) == ("named", "asserts", Voice("publisher", stance="doubts"))
    scare = voice_of("ringleaders", 'Police arrested the "ringleaders" of the strike.')[1]
    assert (scare.kind, scare.via) == ("unknown", Voice("publisher", stance="doubts"))


def test_voices_within_voices() -> None:
    text, voice = voice_of("beaten", "The mayor said the union claims that two men were beaten.")
    assert speaker(text, voice) == "the union"
    assert voice.via is not None
    assert speaker(text, voice.via) == "The mayor"


@pytest.mark.parametrize(
    ("sentence", "word", "who", "through"),
    [
        (
            "Rebels attacked a checkpoint, state television reported, quoting an army spokesman.",
            "attacked",
            "an army spokesman",
            "state television",
        ),
        (
            "Police beat two reporters, the journalists' union said, citing witnesses.",
            "beat",
            "witnesses",
            "the journalists' union",
        ),
        (
            "Police said witnesses had told them that a man in a mask had stabbed the guard.",
            "stabbed",
            "witnesses",
            "Police",
        ),
    ],
)
def test_whom_a_speaker_cites(sentence: str, word: str, who: str, through: str) -> None:
    text, voice = voice_of(word, sentence)
    assert speaker(text, voice) == who
    assert voice.via is not None
    assert speaker(text, voice.via) == through


def test_whoever_says_we_in_a_quotation_is_its_speaker() -> None:
    text, voice = voice_of("withdraw", "The minister said:", "“We demand that soldiers withdraw.”")
    assert (speaker(text, voice), voice.via) == ("The minister", None)


def test_a_thing_that_speaks_is_a_medium() -> None:
    text, voice = voice_of("withdrew", "A statement by the ministry said that troops withdrew.")
    assert (speaker(text, voice), voice.medium) == ("the ministry", "statement")
    text, voice = voice_of("beating", 'The minister released a statement denouncing "the beating of miners".')
    assert (speaker(text, voice), voice.medium) == ("The minister", "statement")
    assert voice_of("beating", "Photos from Orlin show soldiers beating a student.")[1].medium == "photo"


def test_the_day_of_saying_hangs_on_the_verb() -> None:
    report, reading = report_of("She said on Monday that police beat four men.")
    at = report.text.index("Monday")
    monday = Date(Span(at, at + 6), None, None, "day")
    voices = find_voices(report, replace(reading, dates=(monday,)), load_voices())
    assert at_word(report, reading, voices, "beat").said == monday


@pytest.mark.parametrize(
    "paragraphs",
    [
        (("“They came at night.", "They took my brother.”", "The old woman wept."), ("The square was empty.",)),
        (("“They came at night.", "They took my brother.”"), ("The square was empty.",)),
    ],
)
def test_a_quotation_without_a_speaker_is_unknown(paragraphs: tuple[tuple[str, ...], ...]) -> None:
    assert voice_of("took", *paragraphs)[1].kind == "unknown"
    assert voice_of("empty", *paragraphs)[1] == PUBLISHER


def test_a_quotation_over_sentences_has_the_speaker_beside_it() -> None:
    text, voice = voice_of(
        "took", ('"Police beat four men," said Anna Kern.', "“They came at night.", "They took my brother.”")
    )
    assert speaker(text, voice) == "Anna Kern"


def test_a_quotation_goes_on_in_the_next_paragraph_that_opens_with_a_mark() -> None:
    first = ('"Police beat four men," said Anna Kern.', "“They came at night.")
    text, voice = voice_of("took", first, "“They took my brother.”", "The square was empty.")
    assert speaker(text, voice) == "Anna Kern"


def test_a_statement_without_marks_goes_on_until_the_report_tells_of_its_speaker() -> None:
    report = ("The minister said:", "We regret the beatings.", "The square was empty.", "The minister left the square.")
    for word, kind in (("beatings", "named"), ("empty", "named"), ("left", "publisher")):
        text, voice = voice_of(word, *report)
        assert voice.kind == kind
        assert kind == "publisher" or speaker(text, voice) == "The minister"


def test_what_follows_a_paragraph_that_says_more_goes_on_only_while_it_speaks_of_itself() -> None:
    report = (("We came in peace.", "The minister said:"), "We regret the beatings.", "The square was empty.")
    for word, kind in (("beatings", "named"), ("empty", "publisher")):
        assert voice_of(word, *report)[1].kind == kind


def test_a_headline_names_its_source_behind_the_last_colon() -> None:
    report, reading = report_of("Four men beaten in Orlin: police", role="headline")
    voice = at_word(report, reading, find_voices(report, reading, load_voices()), "beaten")
    assert speaker(report.text, voice) == "police"


def test_items_of_a_list_are_the_words_of_who_announces_them() -> None:
    demands = "Workers published a letter with the following demands:"
    text, voice = voice_of("beatings", demands, "Release the prisoners.", "Stop the beatings.")
    assert (voice.kind, speaker(text, voice), voice.medium) == ("named", "Workers", "letter")


def test_the_tag_at_the_end_counts_whatever_the_tree_makes_of_it() -> None:
    """
    Miners miner NOUN NNS 2 nsubj
    blocked block VERB VBD 0 root
    roads road NOUN NNS 2 obj
    to to ADP IN 5 case
    Orlin Orlin PROPN NNP 3 nmod B-LOC
    ~, , PUNCT , 9 punct
    the the DET DT 8 det
    union union NOUN NN 9 nsubj
    said say VERB VBD 5 acl:relcl
    today today NOUN NN 9 obl:unmarked
    ~. . PUNCT . 2 punct
    """
    report, reading = parse_report(test_the_tag_at_the_end_counts_whatever_the_tree_makes_of_it.__doc__ or "")
    voice = at_word(report, reading, find_voices(report, reading, load_voices()), "blocked")
    assert speaker(report.text, voice) == "the union"


def test_the_reader_is_asked_where_no_rule_speaks() -> None:
    report, reading = report_of(("The old woman wept.", "They took my brother."))
    source = reading.sentences[0].cover(0, 3)
    told = replace(reading.sentences[1], attributions=(Attribution(0, 5, source, 0.9),))
    unsure = replace(reading.sentences[1], attributions=(Attribution(0, 5, source, 0.2),))
    for sentence, kind in ((told, "named"), (unsure, "publisher")):
        both = replace(reading, sentences=(reading.sentences[0], sentence))
        assert at_word(report, both, find_voices(report, both, load_voices()), "took").kind == kind


def test_a_quotation_that_never_closes_takes_little_time() -> None:
    words = ['"', *["they", "came", "."] * 10_000]
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for word in words:
        start = len(text) + 1 if text else 0
        text = f"{text} {word}" if text else word
        upos = "PUNCT" if word in {'"', "."} else "VERB"
        tokens.append(
            Token(start, start + len(word), word, upos, "VBD", -1 if not tokens else 0, "root" if not tokens else "dep")
        )
        if word == ".":
            span = Span(tokens[0].start, tokens[-1].end)
            sentences.append(Sentence(len(sentences), span, 0, "body", tuple(tokens)))
            tokens = []
    report = Report("r1", text, text_sha256(text))
    began = time.process_time()
    voices = find_voices(report, Reading("r1", tuple(sentences)), load_voices())
    assert time.process_time() - began < 10
    assert voices.voice_at(9_000, 0) == PUBLISHER
