"""A report's reading in, the map of its voices out: whose words every token is, the publisher's unless something shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kronika.code.cues import Cue, find_cues
from kronika.code.quotes import Quote, find_quotes
from kronika.records import PUBLISHER, Reading, Report, Sentence, Span, Voice
from kronika.scheme.voices import VoiceLexicon

DEEPEST = 4  # voices within voices
DOUBTING = Voice("publisher", stance="doubts")
SURE_ENOUGH = 0.5  # of the reader's own attributions


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

    def voice_at(self, sentence: int, token: int) -> Voice:
        """Whose words a token is, innermost first, with the voices outward in ``via``; PUBLISHER where nobody is cited.

        Where the report keeps its distance (scare quotes, "claims", "alleged") the outermost voice is the publisher, doubting.
        """
        around = [s for s in self.stretches.get(sentence, ()) if token in s.tokens]
        around.sort(key=lambda s: (len(s.tokens), -(s.voice.cue.start if s.voice.cue else 0)))
        chain: list[Voice] = []
        for stretch in around:
            if not any(_same_speaker(stretch.voice, voice) for voice in chain):
                chain.append(stretch.voice)
        if not chain:
            return PUBLISHER
        outer: Voice | None = DOUBTING if around[0].distant else None
        for voice in reversed(chain[:DEEPEST]):
            outer = replace(voice, via=outer)
        return outer or PUBLISHER


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
    for quote, voice, distant in attribute_quotes(text, reading.sentences, cues, lexicon):
        for sentence in _touched(reading.sentences, quote.inner):
            tokens = _tokens_in(sentence, quote.inner)
            if tokens:
                stretches.setdefault(sentence.index, []).append(Stretch(tokens, voice, distant))
    return VoiceMap({index: tuple(found) for index, found in stretches.items() if found})


def attribute_quotes(
    text: str, sentences: Sequence[Sentence], cues: Mapping[int, tuple[Cue, ...]], lexicon: VoiceLexicon
) -> list[tuple[Quote, Voice, bool]]:
    """Every quotation with its voice, and whether the report doubts it (scare quotes)."""
    found: list[tuple[Quote, Voice, bool]] = []
    last: tuple[Quote, Voice] | None = None
    for quote in find_quotes(text, paragraph_spans(sentences)):
        around = _touched(sentences, quote.inner)
        if not around:
            continue
        cue = _cue_beside(quote, around, cues)
        if cue is not None:
            found.append((quote, cue.voice, cue.distant))
            last = (quote, cue.voice)
            continue
        if len(quote.inner.of(text).split()) <= lexicon.scare_words and not _is_whole(quote, around):
            found.append((quote, Voice("unknown", cue=Span(quote.outer.start, quote.inner.start)), True))
            continue
        voice = _neighbour(quote, around, sentences, cues, last) or Voice("unknown")
        found.append((quote, voice, False))
        if voice.kind != "unknown":
            last = (quote, voice)
    return found


def paragraph_spans(sentences: Sequence[Sentence]) -> list[Span]:
    """The stretch of text of each paragraph, as far as it was read."""
    spans: dict[int, Span] = {}
    for sentence in sentences:
        seen = spans.get(sentence.paragraph)
        spans[sentence.paragraph] = sentence.span if seen is None else seen.join(sentence.span)
    return [spans[number] for number in sorted(spans)]


def _touched(sentences: Sequence[Sentence], span: Span) -> list[Sentence]:
    return [s for s in sentences if s.span.overlaps(span)]


def _tokens_in(sentence: Sentence, span: Span) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(sentence.tokens) if span.start <= t.start and t.end <= span.end)


def _is_whole(quote: Quote, around: Sequence[Sentence]) -> bool:
    """The quotation is all of its sentences."""
    return quote.outer.start - around[0].span.start < 3 and around[-1].span.end - quote.outer.end < 3


def _cue_beside(quote: Quote, around: Sequence[Sentence], cues: Mapping[int, tuple[Cue, ...]]) -> Cue | None:
    """The cue in the quotation's own sentences, outside its marks: one whose words it is, else an open verb of saying."""
    candidates: list[tuple[int, int, Cue]] = []
    for sentence in around:
        inside = _tokens_in(sentence, quote.inner)
        for cue in cues.get(sentence.index, ()):
            if cue.at in inside:
                continue
            distance = min((abs(cue.at - i) for i in inside), default=99)
            if cue.tokens & inside:
                candidates.append((0, distance, cue))
            elif cue.open and cue.voice.kind != "unknown":
                candidates.append((1, distance, cue))
    return min(candidates, key=lambda c: c[:2])[2] if candidates else None


def _neighbour(
    quote: Quote,
    around: Sequence[Sentence],
    sentences: Sequence[Sentence],
    cues: Mapping[int, tuple[Cue, ...]],
    last: tuple[Quote, Voice] | None,
) -> Voice | None:
    """A quotation without a cue of its own: it goes on from the one before, or its speaker stands in the next sentence."""
    if last is not None and (quote.continues or last[0].goes_on or last[0].outer.overlaps(around[0].span)):
        return last[1]
    at = sentences.index(around[0])
    before = sentences[at - 1] if at else None
    end = at + len(around)
    after = sentences[end] if end < len(sentences) else None
    paragraph = around[0].paragraph
    if before is not None:
        introduces = [c for c in cues.get(before.index, ()) if c.open or c.tokens]
        if last is not None and last[0].outer.overlaps(before.span) and before.paragraph == paragraph:
            return last[1]
        if introduces and before.paragraph == paragraph:
            return introduces[-1].voice
    if after is not None and after.paragraph == paragraph:
        opening = [c for c in cues.get(after.index, ()) if c.open]
        if opening:
            return opening[0].voice
    if last is not None and before is not None and last[0].outer.overlaps(before.span):
        return last[1]
    return None
