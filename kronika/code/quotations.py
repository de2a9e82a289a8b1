"""A report's quotations and reporting words in, each quotation with its voice out: the speaker may stand some way off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kronika.code.quotes import Quote, find_quotes
from kronika.code.speakers import Cue, make_voice, may_show
from kronika.code.subjects import surface_subjects
from kronika.code.trees import clause_of, token_at
from kronika.records import Attribution, Sentence, Span, Voice
from kronika.scheme.voices import VoiceLexicon

NEAR = 3  # characters between a quotation's edge and its sentence's that leave it "all of its sentence"
SIGNED = 10  # words in a signature: "- Anna Kern, miner"
SURE_ENOUGH = 0.5  # of the reader's own attributions
IMPERSONAL = frozenset({"nsubj:pass", "expl"})  # "it is learnt that"
DASHES = frozenset("-–—~―")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation with its voice; ``distant``: the report does not make the words its own (scare quotes)."""

    quote: Quote
    sentences: range  # positions in the reading of the sentences it touches
    voice: Voice
    distant: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known when a quotation's speaker is sought."""

    text: str
    sentences: Sequence[Sentence]
    cues: Mapping[int, tuple[Cue, ...]]
    lexicon: VoiceLexicon


def attribute_quotes(
    text: str, sentences: Sequence[Sentence], cues: Mapping[int, tuple[Cue, ...]], lexicon: VoiceLexicon
) -> tuple[Attributed, ...]:
    """Every quotation with its voice, "unknown" where no speaker was found."""
    scene = Scene(text, sentences, cues, lexicon)
    found: list[Attributed] = []
    last: Attributed | None = None
    starts = [sentence.span.start for sentence in sentences]
    for quote in find_quotes(text, paragraph_spans(sentences)):
        around = range(max(bisect_right(starts, quote.inner.start) - 1, 0), bisect_left(starts, quote.inner.end))
        if not around or not len(quote.inner):
            continue
        one = _attribute(scene, quote, around, last)
        found.append(one)
        if one.voice.kind != "unknown":
            last = one
    return tuple(found)


def paragraph_spans(sentences: Sequence[Sentence]) -> list[Span]:
    """The stretch of text of each paragraph, as far as it was read."""
    spans: dict[int, Span] = {}
    for sentence in sentences:
        seen = spans.get(sentence.paragraph)
        spans[sentence.paragraph] = sentence.span if seen is None else seen.join(sentence.span)
    return [spans[number] for number in sorted(spans)]


def tokens_in(sentence: Sentence, span: Span) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(sentence.tokens) if span.start <= t.start and t.end <= span.end)


def _attribute(scene: Scene, quote: Quote, around: range, last: Attributed | None) -> Attributed:
    cue = _cue_beside(scene, quote, around)
    if cue is not None:
        return Attributed(quote, around, cue.voice, cue.distant)
    whole = _is_whole(scene, quote, around)
    if len(quote.inner.of(scene.text).split()) <= scene.lexicon.scare_words and not whole:
        return Attributed(quote, around, Voice("unknown", cue=Span(quote.outer.start, quote.inner.start)), distant=True)
    return Attributed(quote, around, next(_elsewhere(scene, quote, around, last), Voice("unknown")))


def _is_whole(scene: Scene, quote: Quote, around: range) -> bool:
    """The quotation is all of its sentences."""
    first, end = scene.sentences[around[0]].span, scene.sentences[around[-1]].span
    return quote.outer.start - first.start < NEAR and end.end - quote.outer.end < NEAR


def _cue_beside(scene: Scene, quote: Quote, around: range) -> Cue | None:
    """The cue in the quotation's own sentences, outside its marks: one whose words it is, else an open verb of saying."""
    candidates: list[tuple[int, int, Cue]] = []
    for sentence in (scene.sentences[i] for i in around):
        inside = tokens_in(sentence, quote.inner)
        for cue in scene.cues.get(sentence.index, ()):
            if cue.at in inside:
                continue
            distance = min((abs(cue.at - i) for i in inside), default=99)
            if cue.tokens & inside:
                candidates.append((0, distance, cue))
            elif cue.open:
                candidates.append((1, distance, cue))
    return min(candidates, key=lambda c: c[:2])[2] if candidates else None


def _elsewhere(scene: Scene, quote: Quote, around: range, last: Attributed | None) -> Iterator[Voice]:
    """Voices for a quotation without a cue of its own, the likeliest first."""
    first, end = scene.sentences[around[0]], around[-1] + 1
    before = scene.sentences[around[0] - 1] if around[0] else None
    after = scene.sentences[end] if end < len(scene.sentences) else None
    if last is not None and (quote.continues or last.quote.goes_on or last.quote.outer.overlaps(first.span)):
        yield last.voice
    yield from _signature(scene, quote, scene.sentences[around[-1]], after)
    follows = last is not None and before is not None and last.quote.outer.overlaps(before.span)
    if last is not None and follows and before is not None and before.paragraph == first.paragraph:
        yield last.voice
    yield from _introduced(scene, quote, first, before)
    if after is not None and after.paragraph == first.paragraph:
        yield from (cue.voice for cue in scene.cues.get(after.index, ()) if cue.open)
    if last is not None and follows:
        yield last.voice
    yield from _by_reader(scene, quote, around)


def _introduced(scene: Scene, quote: Quote, first: Sentence, before: Sentence | None) -> Iterator[Voice]:
    """The sentence before tells who speaks; or a colon does, after whatever the speaker does: "He defended it: ..."."""
    own = [i for i, t in enumerate(first.tokens) if t.end <= quote.outer.start]
    if own:
        if scene.text[first.tokens[own[-1]].start] == ":":
            yield from _subject_voice(scene, first, own[-1])
        return
    if before is None:
        return
    cues = [cue for cue in scene.cues.get(before.index, ()) if cue.open or cue.tokens]
    colon = before.span.of(scene.text).rstrip().endswith(":")
    if cues and (before.paragraph == first.paragraph or colon):
        yield cues[-1].voice
    elif colon:
        yield from _subject_voice(scene, before, len(before.tokens) - 1)


def _subject_voice(scene: Scene, sentence: Sentence, colon: int) -> Iterator[Voice]:
    clause = clause_of(sentence, max(colon - 1, 0))
    subjects, _ = surface_subjects(sentence, clause)
    if subjects and sentence.tokens[subjects[0]].upos in {"PROPN", "PRON"}:
        cue = (colon, colon + 1)
        yield make_voice(scene.text, sentence, scene.lexicon, speaker=subjects[0], cue=cue)


def _signature(scene: Scene, quote: Quote, sentence: Sentence, after: Sentence | None) -> Iterator[Voice]:
    """ "..." - Anna Kern: a dash and a name behind the closing mark, in this sentence or as the next."""
    for place in (sentence, after):
        if place is None:
            continue
        behind = [i for i, t in enumerate(place.tokens) if t.start >= quote.outer.end]
        if len(behind) < 2 or len(behind) > SIGNED:
            continue
        dashed = scene.text[place.tokens[behind[0]].start] in DASHES
        if dashed and not any(place.tokens[i].upos in {"VERB", "AUX"} for i in behind):
            head = place.head_of(behind[1], behind[-1] + 1)
            if place.tokens[head].upos in {"PROPN", "NOUN"}:
                cue = (behind[0], behind[0] + 1)
                yield make_voice(scene.text, place, scene.lexicon, speaker=head, cue=cue)


def _by_reader(scene: Scene, quote: Quote, around: range) -> Iterator[Voice]:
    """The source that the reader's own head for attributed words names, where it is sure."""
    for sentence in (scene.sentences[i] for i in around):
        for one in sentence.attributions:
            if one.score >= SURE_ENOUGH and sentence.cover(one.first, one.end).overlaps(quote.inner):
                voice = source_voice(scene, one)
                if voice is not None:
                    yield voice


def source_voice(scene: Scene, one: Attribution) -> Voice | None:
    """The voice of an attribution's source, wherever in the report it stands."""
    if one.source is None:
        return None
    for sentence in scene.sentences:
        at = token_at(sentence, one.source.start) if sentence.span.covers(one.source) else None
        if at is not None:
            last = token_at(sentence, one.source.end - 1)
            head = sentence.head_of(at, (at if last is None else last) + 1)
            if not may_show(scene.text, sentence, head, scene.lexicon):
                return None
            named = None if sentence.tokens[head].deprel in IMPERSONAL and sentence.tokens[head].lemma == "it" else head
            voice = make_voice(scene.text, sentence, scene.lexicon, speaker=named, cue=(head, head + 1))
            return None if voice.kind == "publisher" else voice  # "we" names nobody
    return None
