"""``build_profiles``: what a report says of each name anywhere holds for its other mentions, short forms and abbreviations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kronika.records import Name, Sentence, Span
from kronika.resolve.gazetteer import fold
from kronika.resolve.naming import Words, name_span
from kronika.resolve.phrasing import Facts, facts_at

FIRST_NAME_LIMIT = 5  # words of a personal name


@dataclass(slots=True)
class Profile:
    """One name of the report: its fullest form, where that stands first, and what is said of it."""

    name: str
    span: Span
    label: str
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True)
class Profiles:
    """Profiles by folded full name, and the full names that a short one may stand for."""

    by_name: Mapping[str, Profile]
    fuller: Mapping[str, tuple[str, ...]]

    def of(self, name: str, at: int) -> Profile | None:
        """The profile that a name stands for, the fuller form told before position ``at`` preferred, else any."""
        key = fold(name)
        longer = self.fuller.get(key, ())
        told = [self.by_name[k] for k in longer if self.by_name[k].span.start <= at]
        if told:
            return max(told, key=lambda p: p.span.start) if len(told) > 1 else told[0]
        if len(longer) == 1:
            return self.by_name[longer[0]]
        return self.by_name.get(key)

    def signer(self, publisher: str | None) -> Profile | None:
        """Who publishes a report, if it is told of in it as a body that is no newspaper."""
        found = self.of(publisher, 0) if publisher else None
        return found if found is not None and found.label == "ORG" and "JRN" not in found.facts.sectors else None


def build_profiles(words: Words, sentences: Sequence[Sentence]) -> Profiles:
    """Reads every name of the report once; facts told earlier win over later ones."""
    profiles: dict[str, Profile] = {}
    aliases: dict[str, str] = {}
    for sentence in sentences:
        for name in sentence.names:
            if name.label == "LOC":
                continue
            span = name_span(words, sentence, name)
            key = fold(span.of(words.text))
            if not key:
                continue
            said = _said_of(words, sentence, name)
            if key in profiles:
                said = replace(said, place=None)  # where a name is told to be once is not where it is told of first
            profile = profiles.setdefault(key, Profile(span.of(words.text), span, name.label))
            profile.facts = profile.facts.filled(said)
            if (short := _abbreviation(words, sentence, name)) is not None:
                aliases[fold(short)] = key
    fuller = _fuller(profiles, aliases)
    for key, longer in fuller.items():
        # What is told of the short form ("President Petrov") holds for the only full one, and the other way round.
        if key in profiles and len(longer) == 1:
            shared = profiles[longer[0]].facts.filled(profiles[key].facts)
            profiles[longer[0]].facts = profiles[key].facts = shared
    return Profiles(profiles, fuller)


def _said_of(words: Words, sentence: Sentence, name: Name) -> Facts:
    head = sentence.head_of(name.first, name.end)
    facts = facts_at(words, sentence, head)
    token = sentence.tokens[head]
    if token.deprel == "nsubj" and token.head >= 0 and sentence.dependents(token.head, "cop"):
        # "NEXTA is an online channel", said without denying it.
        noun = token.head
        denied = any(words.lemma(sentence, k) in {"not", "n't", "never"} for k in sentence.children[noun])
        somewhere = bool(sentence.dependents(noun, "case"))  # "she was in Vilnius" says nothing of what she is
        if not denied and not somewhere and sentence.tokens[noun].upos in {"NOUN", "PROPN"}:
            facts = facts.filled(facts_at(words, sentence, noun, depth=1))
    return facts


def _abbreviation(words: Words, sentence: Sentence, name: Name) -> str | None:
    """The "EU" of "European Union (EU)"."""
    if (
        name.end + 2 < len(sentence.tokens)
        and words.of(sentence, name.end) == "("
        and words.of(sentence, name.end + 2) == ")"
    ):
        short = words.of(sentence, name.end + 1)
        return short if short.isupper() and len(short) > 1 else None
    return None


def _fuller(profiles: Mapping[str, Profile], aliases: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Short names to the full ones: a surname or first name to persons, an abbreviation to what it was told to mean."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, profile in profiles.items():
        parts = key.split()
        if profile.label == "PER" and 1 < len(parts) <= FIRST_NAME_LIMIT:
            for part in {parts[-1], parts[0], " ".join(parts[1:])}:
                found[part].append(key)
    return {key: tuple(full) for key, full in found.items()} | {short: (full,) for short, full in aliases.items()}


def people_before(profiles: Profiles, at: int) -> Iterable[Profile]:
    """Persons named before a position, the most recently introduced first."""
    told = [p for p in profiles.by_name.values() if p.label == "PER" and p.span.start < at]
    return sorted(told, key=lambda p: -p.span.start)
