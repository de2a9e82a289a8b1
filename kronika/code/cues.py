"""A sentence in, its cues out: each reporting word with its speaker and the tokens that are the speaker's words."""

from __future__ import annotations

from collections.abc import Iterable

from kronika.code.speakers import Cue, make_voice
from kronika.code.tags import headline_tag
from kronika.code.trees import is_noun
from kronika.code.verb_cues import puts, verb_cues
from kronika.code.word_cues import according_to, adjective_cue, adverb_cue, feeling_cues, noun_cues
from kronika.records import Date, Sentence
from kronika.scheme.voices import VoiceLexicon


def find_cues(text: str, sentence: Sentence, lexicon: VoiceLexicon, dates: Iterable[Date] = ()) -> tuple[Cue, ...]:
    """All cues of a sentence, in order of their reporting words."""
    days = tuple(dates)
    found: list[Cue] = []
    for i, token in enumerate(sentence.tokens):
        lemma = token.lemma.lower()
        if (
            token.upos in {"VERB", "AUX"}
            and not _describes(sentence, i, text, lexicon)
            and (lemma in lexicon.verbs or lemma in lexicon.hearsay or puts(sentence, i))
        ):
            found.extend(verb_cues(text, sentence, i, lexicon, days, tuple(found)))
        elif token.upos == "NOUN" and lemma in lexicon.nouns:
            found.extend(noun_cues(text, sentence, i, lexicon))
        elif token.upos == "ADV" and lemma in lexicon.adverbs:
            found.append(adverb_cue(text, sentence, i, lexicon))
        elif _describes(sentence, i, text, lexicon):
            found.append(adjective_cue(text, sentence, i, lexicon))
        elif token.upos == "ADJ" and lemma in lexicon.adjectives:
            found.extend(feeling_cues(text, sentence, i, lexicon))
        if is_noun(sentence, i) or token.upos == "PRON":
            found.extend(according_to(text, sentence, i, lexicon))
    if (sentence.role == "headline" or not sentence.index) and (tag := headline_tag(sentence)) is not None:
        voice = make_voice(text, sentence, lexicon, speaker=tag.speaker, cue=(tag.verb, tag.verb + 1))
        found.append(Cue(tag.verb, frozenset(range(tag.comma)), voice))
    return tuple(cue for cue in found if cue.tokens or cue.open)


def _describes(sentence: Sentence, index: int, text: str, lexicon: VoiceLexicon) -> bool:
    """ "Alleged clashes", whether it was read as an adjective or as a participle."""
    token = sentence.tokens[index]
    if token.upos == "VERB" and token.deprel == "amod":
        return text[token.start : token.end].lower() in lexicon.doubting
    return token.upos == "ADJ" and token.lemma.lower() in lexicon.doubting
