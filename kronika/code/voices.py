"""A report's reading in, the map of its voices out: whose words every token is, the publisher's unless something shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kronika.code.cues import find_cues
from kronika.code.quotations import attribute_quotes, tokens_in
from kronika.records import PUBLISHER, Reading, Report, Voice
from kronika.scheme.voices import VoiceLexicon

DEEPEST = 4  # voices within voices
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
    for one in attribute_quotes(text, reading.sentences, cues, lexicon):
        for sentence in (reading.sentences[i] for i in one.sentences):
            if tokens := tokens_in(sentence, one.quote.inner):
                stretches[sentence.index].append(Stretch(tokens, one.voice, one.distant))
    return VoiceMap({index: tuple(found) for index, found in stretches.items() if found})
