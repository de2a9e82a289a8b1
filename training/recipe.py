"""How the shipped weights were made: the stages of training, in their order, and everything that can be set in one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Noise:
    """Shares of sentences (or words) that are changed on their way to the network."""

    typography: float = 0.3  # other quotes and dashes
    lower: float = 0.11
    capitals: float = 0.09
    headline: float = 0.04
    joined: float = 0.03  # run together with the next sentence
    masked: float = 0.015  # words


FIRST_WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "lemma": 0.4, "ner": 1.5, "arc": 1.5, "rel": 1.2, "pred": 1.0, "cue": 0.4, "fact": 0.2,
    "sense": 0.5, "role": 0.5, "loose": 0.4, "bound": 0.25, "said": 0.15, "link": 0.5, "vector": 1.0,
}  # fmt: skip
LATER_WEIGHTS = FIRST_WEIGHTS | {
    "xpos": 0.4, "lemma": 0.3, "ner": 3.0, "arc": 2.0, "rel": 1.5, "pred": 1.5, "loose": 0.25, "bound": 0.12, "vector": 0.3,
}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """One cycle of the learning rate, on the clock; the next stage goes on from its averaged weights."""

    name: str
    minutes: float
    until: float = 1.0  # the share of the minutes after which it ends
    encoder_rate: float = 4e-4
    head_rate: float = 2e-3
    word_rate: float = 0.0  # of the word vectors; 0 leaves them as they are
    size: int = 1800  # word pieces in a batch of one worker
    copies: int = 4  # how often a pass shows each annotated sentence
    masc: float = 1.0  # share of MASC that a pass shows
    noise: Noise = Noise()
    weights: dict[str, float] = field(default_factory=lambda: FIRST_WEIGHTS)
    mixed: float = 1.0  # share of this stage's weights in what goes on
    with_: str = ""  # the stage whose outcome makes up the rest


LATER = Stage(
    "third", 82, until=0.33, encoder_rate=3e-4, head_rate=1.2e-3, word_rate=6e-5, size=1400, copies=3, masc=0.5,
    noise=Noise(typography=0.1, lower=0.06, capitals=0.05, headline=0.03, joined=0.015, masked=0.01),
    weights=LATER_WEIGHTS,
)  # fmt: skip
STAGES = (
    Stage("first", 86),
    Stage("second", 12.5, encoder_rate=1.5e-4, head_rate=8e-4, size=1600, mixed=0.6, with_="first"),
    LATER,
    replace(LATER, name="fourth", until=1.0, mixed=0.8, with_="second"),
    replace(LATER, name="fifth", minutes=78, until=1.0, encoder_rate=2.5e-4, head_rate=1e-3),
)
