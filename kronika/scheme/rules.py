"""The scheme as plain, frozen data: types, modes, rules and their slots, as docs/scheme.md describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kronika.records.mentions import Harm, Polarity, Status
from kronika.scheme.confidence import Confidence

KINDS = frozenset({"state", "people", "person", "organisation", "thing", "place", "event", "idea"})
ACTING = frozenset({"state", "people", "person", "organisation"})
# Classes of participants that a rule may name where it names lemmas: the sectors that make one a holder of office or of arms.
CLASSES = {
    "OFFICE": frozenset({"GOV", "LEG", "MIL", "COP", "SPY", "PTY", "ELI"}),
    "ARMED": frozenset({"MIL", "COP", "REB", "UAF", "PRM"}),
}
ROLES = ("agent", "patient", "beneficiary", "subject", "object", "clause", "modifier", "addressee", "target")
STATUSES = {"actual", "negated", "future", "hypothetical"}
QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "statement")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a participant stands (``slots``, tried in order) and what may stand there.

    A phrase known to be of a kind in neither ``kinds`` nor ``tolerates`` shows another sense: the rule does not fire. One
    in ``tolerates`` is no participant, but does no harm. A phrase of unknown kind passes, unless ``sure``. ``public``: "I",
    "you" and common nouns of no sector ("my friend") are nobody here, and the rule does not fire.
    """

    slots: tuple[str, ...]
    kinds: frozenset[str] = ACTING
    tolerates: frozenset[str] = frozenset()
    required: bool = False
    sure: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """One word of a pattern: any of ``lemmas``; a gap ("*") has none. ``optional``: may be missing."""

    lemmas: frozenset[str]
    gap: bool = False
    trigger: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of lemmas, as written and as parsed; exactly one word is the trigger."""

    text: str
    words: tuple[PhraseWord, ...]

    @property
    def trigger(self) -> int:
        return next(i for i, word in enumerate(self.words) if word.trigger)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must be coded in it; None says that the field is not checked, () that it must be empty."""

    text: str
    trigger: str
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    mode: str | None = None
    status: Status | None = None
    attempted: bool | None = None
    historical: bool | None = None
    content: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Rule:
    """What words, in which company, evoke one type and mode, and where to find the participants.

    ``id`` is "TYPE.mode/name" ("TYPE/name" without a mode). ``counts`` maps "actor" or "recipient" to a measure.
    ``content`` maps slots to the polarity of what they hold.
    """

    id: str
    type: str
    mode: str | None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    rolesets: frozenset[str] = frozenset()
    actor: Slot | None = None
    recipient: Slot | None = None
    requires: Mapping[str, frozenset[str]] = field(default_factory=dict)
    excludes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    anchored: bool = False
    counts: Mapping[str, str] = field(default_factory=dict)
    harm: Harm | None = None
    content: Mapping[str, Polarity] = field(default_factory=dict)
    status: Status | None = None
    contexts: tuple[str, ...] = ()
    confidence: float = 0.8
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @property
    def specificity(self) -> int:
        """Of the rules that fit one trigger the most specific wins, then the more confident, then the earlier one."""
        return 4 * bool(self.phrases) + 2 * len(self.requires) + bool(self.within or self.near)


@dataclass(frozen=True, slots=True)
class Mode:
    """``cues``: lemmas in the arguments or content that choose this mode for a rule which leaves it open."""

    name: str
    definition: str
    cues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's types, or STATEMENT.

    ``absorbs``: types whose clauses inside this one are its content, no events. ``carries``: types whose clauses inside
    this one give it their content too, and stay events ("marched, demanding ..."). ``residual``: the mode of a mention
    whose rule leaves it open, whose content is told and shows no other mode.
    """

    name: str
    quad: str
    definition: str
    modes: Mapping[str, Mode]
    rules: tuple[Rule, ...]
    requires_recipient: bool = False
    absorbs: frozenset[str] = frozenset()
    carries: frozenset[str] = frozenset()
    residual: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A subject that events may have to do with; ``cues`` are lemmas or phrases of lemmas, looked for in the paragraph."""

    name: str
    definition: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """Verbs that lend their participants to an event noun: "police carried out arrests", "workers joined the strike".

    ``noun`` is where the event noun stands, ``actor`` and ``recipient`` where the noun's participants stand, seen from
    the verb; ``status`` what the verb makes of the event ("called off": negated).
    """

    verbs: frozenset[str]
    noun: tuple[str, ...]
    actor: str | None = None
    recipient: str | None = None
    status: Status | None = None
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StatusCue:
    """Words that say of the event in their clause that it did not (yet) happen: "plan to", "fail to", "if"."""

    lemmas: frozenset[str]
    status: Status | None
    attempted: bool = False
    historical: bool = False


@dataclass(frozen=True)
class Scheme:
    """Everything that can be coded, with indexes by trigger lemma (lower case). ``version`` is a digest of the files."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, Context] = field(default_factory=dict)
    light: tuple[Light, ...] = ()
    status_cues: tuple[StatusCue, ...] = ()
    fallback: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)  # roleset -> (type, mode)
    confidence: Confidence = field(default_factory=Confidence)
    version: str = ""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for type_ in self.types.values() for rule in type_.rules)

    @cached_property
    def by_verb(self) -> dict[str, tuple[Rule, ...]]:
        """Rules by verb; a particle verb stands under its whole name ("round up")."""
        return _index((verb, rule) for rule in self.rules for verb in rule.verbs)

    @cached_property
    def by_noun(self) -> dict[str, tuple[Rule, ...]]:
        return _index((noun, rule) for rule in self.rules for noun in rule.nouns)

    @cached_property
    def by_adjective(self) -> dict[str, tuple[Rule, ...]]:
        return _index((adjective, rule) for rule in self.rules for adjective in rule.adjectives)

    @cached_property
    def phrases(self) -> dict[str, tuple[tuple[Phrase, Rule], ...]]:
        """Phrases by each lemma that their trigger word may have."""
        found: dict[str, list[tuple[Phrase, Rule]]] = {}
        for rule in self.rules:
            for phrase in rule.phrases:
                for lemma in sorted(phrase.words[phrase.trigger].lemmas):
                    found.setdefault(lemma, []).append((phrase, rule))
        return {lemma: tuple(pairs) for lemma, pairs in found.items()}

    def rule(self, id_: str) -> Rule:
        """The rule of this full name. Raises KeyError."""
        return next((rule for rule in self.rules if rule.id == id_), None) or self._unknown(id_)

    @staticmethod
    def _unknown(id_: str) -> Rule:
        raise KeyError(f"no rule {id_!r} in the scheme")


def _index(pairs: Iterable[tuple[str, Rule]]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for key, rule in pairs:
        found.setdefault(key, []).append(rule)
    return {key: tuple(rules) for key, rules in found.items()}
