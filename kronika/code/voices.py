"""A report's reading in, the map of its voices out: whose words every token is, the publisher's unless something shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, takewhile

from kronika.code.cues import find_cues
from kronika.code.quotations import SURE_ENOUGH, Scene, attribute_quotes, source_voice, tokens_in
from kronika.code.speakers import Cue, make_voice
from kronika.code.word_cues import owner_of
from kronika.records import PUBLISHER, Reading, Report, Sentence, Voice
from kronika.scheme.voices import VoiceLexicon

DEEPEST = 4  # voices within voices
VERY_SURE = 0.8  # of the reader's attributions, where a rule has spoken of some of the words
SAME = 0.5  # overlap from which two stretches are one
FIRST_PERSON = frozenset({"i", "we", "our", "us", "my"})
NOTES = (
    "notes",
    "note to",
    "further information",
    "background",
    "ends",
    "media enquiries",
    "for more",
    "contact",
    "follow",
)
QUOTES = frozenset('“„«"‘')
DOUBTING = Voice("publisher", stance="doubts")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens of one sentence that are one voice's words."""

    tokens: frozenset[int]
    voice: Voice
    distant: bool = False


@dataclass(frozen=True)
class VoiceMap:
    """For each sentence, by index, the stretches of other voices in it."""

    stretches: Mapping[int, tuple[Stretch, ...]]
    inserted: Mapping[int, frozenset[int]] = field(
        default_factory=dict
    )  # what the report puts into a quotation: "[...]"

    def voice_at(self, sentence: int, token: int) -> Voice:
        """Whose words a token is, innermost first, with the voices outward in ``via``; PUBLISHER where nobody is cited.

        Where the report keeps its distance (scare quotes, "claims", "alleged") the outermost voice is the publisher, doubting.
        """
        if token in self.inserted.get(sentence, ()):
            return PUBLISHER
        around = [s for s in self.stretches.get(sentence, ()) if token in s.tokens]
        around.sort(key=lambda s: (len(s.tokens), -(s.voice.cue.start if s.voice.cue else 0)))
        chain: list[Voice] = []
        own: Voice | None = None  # of whoever says "we"
        for stretch in around:
            if stretch.voice.kind == "publisher":
                own = own or (stretch.voice if not chain else None)
            elif not any(_same_speaker(stretch.voice, voice) for voice in chain):
                chain.append(stretch.voice)
        if own is not None:
            chain[:1] = [replace(chain[0], stance=own.stance)] if chain else [replace(PUBLISHER, stance=own.stance)]
        if not chain:
            return PUBLISHER
        outer: Voice | None = DOUBTING if around[0].distant else None
        for voice in reversed(chain[:DEEPEST]):
            outer = replace(voice, via=outer)
        return outer or PUBLISHER

    def cites(self, sentence: int, token: int) -> bool:
        """Whether a token is somebody's words whom the report cites."""
        return self.voice_at(sentence, token).kind in {"named", "unknown"}


def _jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / len(left | right)


def _same_speaker(left: Voice, right: Voice) -> bool:
    """Two cues for one speaker ("he said he believed") are one voice; so are two that name nobody."""
    if left.speaker is None or right.speaker is None:
        return left.speaker is right.speaker and left.kind == right.kind
    return left.speaker.head == right.speaker.head


def find_voices(report: Report, reading: Reading, lexicon: VoiceLexicon) -> VoiceMap:
    """Who says what in a report: reporting verbs and nouns with their clauses, and quotations with their speakers."""
    text = report.text
    cues = {s.index: find_cues(text, s, lexicon, reading.dates) for s in reading.sentences}
    stretches: dict[int, list[Stretch]] = {
        index: [Stretch(cue.tokens, cue.voice, cue.distant) for cue in found if cue.tokens]
        for index, found in cues.items()
    }
    for index, listed in list_voices(text, reading.sentences, cues, lexicon):
        stretches[index].append(listed)
    for index, stated in statement_voices(text, reading.sentences, cues, lexicon):
        stretches[index].append(stated)
    for one in attribute_quotes(text, reading.sentences, cues, lexicon):
        for sentence in (reading.sentences[i] for i in one.sentences):
            if tokens := tokens_in(sentence, one.quote.inner):
                stretches[sentence.index].append(Stretch(tokens, one.voice, one.distant))
    for index, read in reader_voices(text, reading.sentences, cues, lexicon, stretches):
        stretches[index].append(read)
    inserted = {s.index: tokens for s in reading.sentences if (tokens := _inserted(text, s))}
    return VoiceMap({index: tuple(found) for index, found in stretches.items() if found}, inserted)


def _inserted(text: str, sentence: Sentence) -> frozenset[int]:
    """Tokens in square brackets, which tell what a speaker did not say."""
    found, inside = set(), False
    for i, token in enumerate(sentence.tokens):
        sign = text[token.start : token.end]
        inside = (inside or sign == "[") and sign != "]"
        if inside:
            found.add(i)
    return frozenset(found)


def list_voices(
    text: str, sentences: Sequence[Sentence], cues: Mapping[int, tuple[Cue, ...]], lexicon: VoiceLexicon
) -> Iterator[tuple[int, Stretch]]:
    """The items of a list are the words of whoever the sentence with the colon before it tells of."""
    voice: Voice | None = None
    for before, item in pairwise(sentences):
        if item.role != "list":
            voice = None
        elif before.role != "list":
            voice = _announcing(text, before, cues.get(before.index, ()), lexicon)
        if voice is not None and item.role == "list":
            yield item.index, Stretch(frozenset(range(len(item.tokens))), voice)


def statement_voices(
    text: str, sentences: Sequence[Sentence], cues: Mapping[int, tuple[Cue, ...]], lexicon: VoiceLexicon
) -> Iterator[tuple[int, Stretch]]:
    """Paragraphs that somebody says without marks: after "The minister said:", as long as they speak of "I" and "we", or,
    where these words were a paragraph of their own, until the report tells of the speaker again; and after "THE MINISTER:"
    in a transcript."""
    voice: Voice | None = None
    paragraph, alone = -1, False
    for before, sentence in pairwise((None, *sentences)):
        assert sentence is not None
        if before is None or sentence.paragraph != before.paragraph:
            stays = voice is not None and (
                sentence.paragraph == paragraph
                or _speaks_itself(sentences, sentence, text)
                or (alone and not _told_of(sentences, sentence, text, voice))
            )
            voice = voice if stays else None
            if before is not None and sentence.role == "body" and _says_colon(text, before, cues):
                voice, paragraph = cues[before.index][-1].voice, sentence.paragraph
                alone = before.index == 0 or sentences[before.index - 1].paragraph != before.paragraph
        if sentence.role != "body" or text[sentence.span.start : sentence.span.start + 1] in QUOTES:
            voice = None
        if voice is not None:
            yield sentence.index, Stretch(frozenset(range(len(sentence.tokens))), voice)
        elif (opening := _opens_speech(text, sentence, cues)) is not None:
            yield sentence.index, Stretch(frozenset(range(opening.at + 2, len(sentence.tokens))), opening.voice)
            own = _paragraph_from(sentences, sentence)
            until = max((s.index for s in own if _in_first_person(text, s)), default=sentence.index)
            if until == own[-1].index and len(own) > 1:
                voice, paragraph, alone = opening.voice, sentence.paragraph, False
            else:
                ours = (s for s in own[1:] if s.index <= until)
                yield from ((s.index, Stretch(frozenset(range(len(s.tokens))), opening.voice)) for s in ours)


def _opens_speech(text: str, sentence: Sentence, cues: Mapping[int, tuple[Cue, ...]]) -> Cue | None:
    """ "The minister said: We will not yield.": the verb before a colon that opens a sentence without marks."""
    for cue in cues.get(sentence.index, ()):
        behind = [text[t.start : t.end] for t in sentence.tokens[cue.at + 1 : cue.at + 3]]
        if len(behind) == 2 and behind[0] == ":" and behind[1][0].isupper() and sentence.role == "body":
            return cue
    return None


def _says_colon(text: str, sentence: Sentence, cues: Mapping[int, tuple[Cue, ...]]) -> bool:
    """Whether what is said follows: "Following the visit, the minister said:"."""
    saying = cues.get(sentence.index, ())
    if not saying or not sentence.span.of(text).rstrip().endswith(":"):
        return False
    last = saying[-1]
    return last.open or max(last.tokens, default=-1) < last.at


def _told_of(sentences: Sequence[Sentence], first: Sentence, text: str, voice: Voice) -> bool:
    """Whether a paragraph is the report's own again: it names the speaker, quotes, or opens the notes behind a statement."""
    own = _paragraph_from(sentences, first)
    if (
        voice.speaker is None
        or first.role != "body"
        or text[first.span.start : first.span.end].lower().startswith(NOTES)
    ):
        return True
    name = voice.speaker.head.of(text).lower()
    words = [text[t.start : t.end].lower() for s in own for t in s.tokens]
    return name in words or bool(QUOTES & {*words}) or not {"he", "she"}.isdisjoint(words[:1])


def _speaks_itself(sentences: Sequence[Sentence], first: Sentence, text: str) -> bool:
    """Whether a paragraph has "I", "we" or "our" in it."""
    return any(_in_first_person(text, s) for s in _paragraph_from(sentences, first))


def _paragraph_from(sentences: Sequence[Sentence], first: Sentence) -> list[Sentence]:
    """The rest of a paragraph from one of its sentences on."""
    return list(takewhile(lambda s: s.paragraph == first.paragraph, islice(sentences, first.index, None)))


def _in_first_person(text: str, sentence: Sentence) -> bool:
    return any(text[t.start : t.end].lower() in FIRST_PERSON for t in sentence.tokens)


def _announcing(text: str, sentence: Sentence, cues: tuple[Cue, ...], lexicon: VoiceLexicon) -> Voice | None:
    """Whose list it is: of the last reporting word, or of the subject that "circulated a letter with these demands:"."""
    if not sentence.span.of(text).rstrip().endswith(":"):
        return None
    if cues:
        return cues[-1].voice
    telling = [
        i
        for i, t in enumerate(sentence.tokens)
        if t.upos == "NOUN" and (t.lemma.lower() in lexicon.nouns or t.lemma.lower() in lexicon.media)
    ]
    if not telling:
        return None
    noun = telling[0]
    speaker = owner_of(sentence, noun, lexicon)
    medium = next((m for i in telling if (m := lexicon.media.get(sentence.tokens[i].lemma.lower()))), None)
    speaker = noun if speaker is None else speaker
    return make_voice(text, sentence, lexicon, speaker=speaker, cue=(noun, noun + 1), medium=medium)


def reader_voices(
    text: str,
    sentences: Sequence[Sentence],
    cues: Mapping[int, tuple[Cue, ...]],
    lexicon: VoiceLexicon,
    known: Mapping[int, Sequence[Stretch]],
) -> Iterator[tuple[int, Stretch]]:
    """What the reader's own head attributes, where it is sure, names a source, and no rule has spoken."""
    scene = Scene(text, sentences, cues, lexicon)
    for sentence in sentences:
        for one in sentence.attributions:
            tokens = frozenset(range(one.first, one.end))
            overlap = max((_jaccard(tokens, s.tokens) for s in known.get(sentence.index, ())), default=0.0)
            enough = SURE_ENOUGH if not overlap else VERY_SURE if overlap < SAME else math.inf
            voice = None if one.score < enough else source_voice(scene, one)
            told = any(_same_speaker(s.voice, voice) for s in known.get(sentence.index, ())) if voice else False
            if voice is not None and not told:
                yield sentence.index, Stretch(tokens, voice)
