"""What two tellings tell of, who takes part, how many, in which words: parts of a comparison, in log-odds."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import fuzz

from kronika.reconcile.numbers import numbers_agree
from kronika.reconcile.parties import Party
from kronika.reconcile.telling import Telling
from kronika.scheme.reconciling import load_kinship

ALIKE, SPELT = 60, 88  # rapidfuzz ratios of given names (Aleksandr, Alexander), of whole names
ASTRAY = -0.5  # what one party of several without its like counts at most against
ARMED = frozenset({"COP", "MIL"})
BESIDE = 300  # characters between triggers within which two mouths speak of one number
SPEAKS = 0.35  # how alike two speakers must be
TO_PEOPLE = frozenset({"COERCE", "ASSAULT", "SANCTION", "RETREAT"})
HARMED = frozenset({"arrested", "killed", "injured", "missing", "abducted", "convicted", "released", "deported"})


def type_part(left: Telling, right: Telling) -> float:
    part = _type_part(left.type, left.mode, right.type, right.mode)
    # "Violence" and "killed" are of one type without a mode: that says little unless the word is the same.
    vague = (left.mode is None or right.mode is None) and not _same_force(left, right)
    return (
        part - 0.5 if vague and part > 0 and (left.family == "force" or left.lemmas.isdisjoint(right.lemmas)) else part
    )


def _same_force(left: Telling, right: Telling) -> bool:
    """Whether both say that the state's armed servants did it: "the police attacked" is then what others call batons."""
    return any(one.sectors & other.sectors & ARMED for one in left.actors for other in right.actors)


@cache
def _type_part(left: str, left_mode: str | None, right: str, right_mode: str | None) -> float:
    kin = load_kinship().are_kin((left, left_mode), (right, right_mode))
    if left != right:
        return -0.3 if kin else -3.0
    if left_mode == right_mode:
        return 1.2 if left_mode else 0.9
    if left_mode is None or right_mode is None:
        return 0.6
    return 0.0 if kin else -1.2


def actors_part(left: Telling, right: Telling) -> float:
    """Who speaks makes a demand or an accusation what it is: two speakers, two sayings."""
    part = party_part(left.actors, right.actors)
    if left.family == "word" and left.actors and right.actors and part < SPEAKS:
        return -1.5
    return 1.2 * part


def party_part(left: tuple[Party, ...], right: tuple[Party, ...]) -> float:
    """-2 (surely others) to 1 (surely the same); 0 if either side is not told.

    Each party of the shorter list is held against the one most like it; the mean decides, so that of two long lists one
    common item does not make them one.
    """
    if not left or not right:
        return 0.0
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    best = [max(_party(one, other) for other in longer) for one in shorter]
    return best[0] if len(best) == 1 else sum(max(one, ASTRAY) for one in best) / len(best)


def _party(left: Party, right: Party) -> float:
    if left.known and left.known == right.known:
        return 1.0
    if left.name and right.name:
        return name_part(left.name, right.name)
    if left.country and right.country and left.country != right.country:
        return -1.5
    if left.generic or right.generic:
        if left.details and right.details and left.head == right.head:
            return 0.6 if left.details & right.details else -0.4
        return 0.3 if left.head == right.head or left.sectors & right.sectors else 0.0
    if left.words & right.words:
        return 0.8 if left.head == right.head else 0.4
    if left.named or right.named:
        return 0.1 if left.sectors & right.sectors else -0.2
    return -0.3 if left.sectors & right.sectors else -2.0


@lru_cache(maxsize=65536)
def name_part(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Names as different reports spell them: a surname alone, or transliterated otherwise, is the same person.

    One surname with two given names is two people.
    """
    one, other = frozenset(left), frozenset(right)
    if one <= other or other <= one:
        return 1.0
    if left[-1] == right[-1]:
        return 1.0 if fuzz.ratio(left[0], right[0]) >= ALIKE else -1.0
    if fuzz.ratio(" ".join(left), " ".join(right)) >= SPELT:
        return 0.8
    return 0.4 if one & other else -1.5


def one_and_many_part(left: Telling, right: Telling) -> float:
    """What is done to a single person and what is done to many are two happenings."""
    return -1.4 if _one_and_many(left, right) or _one_and_many(right, left) else 0.0


def _one_and_many(one: Telling, many: Telling) -> bool:
    if not one.recipients or not many.recipients or one.type not in TO_PEOPLE:
        return False
    counted = any(n.measure in HARMED and n.range is not None and n.range[0] >= 2 for n in many.numbers)
    plural = counted or all(party.plural for party in many.recipients)
    alone = any(n.measure in HARMED and n.range == (1, 1) for n in one.numbers)
    return plural and (alone or all(party.single or (party.named and not party.plural) for party in one.recipients))


def numbers_part(left: Telling, right: Telling, together: bool) -> float:
    """A number told twice is a strong sign; different numbers speak against one happening only within a report.

    There two mouths that give two numbers one after the other dispute over one happening.
    """
    found = [numbers_agree(one, other) for one in left.numbers for other in right.numbers if one.comparable(other)]
    if not found:
        return 0.0
    best = max(found)
    if best < 0 and together and left.voices & right.voices:
        return 2.0 * best
    if together and left.voices.isdisjoint(right.voices) and abs(left.trigger.start - right.trigger.start) <= BESIDE:
        return max(best, 0.6)
    return best


def words_part(left: frozenset[str], right: frozenset[str]) -> float:
    """From the share of the shorter telling's content words that the other has too."""
    if not left or not right:
        return 0.0
    share = len(left & right) / min(len(left), len(right))
    return max(-0.3, min(2.0, 3.0 * (share - 0.2))) if min(len(left), len(right)) > 2 else 0.0


def theme_part(left: frozenset[str], right: frozenset[str]) -> float:
    """From the content words that the beginnings of two reports share: what they are about at all."""
    if min(len(left), len(right)) < 8:
        return 0.0
    share = len(left & right) / min(len(left), len(right))
    return max(-0.6, min(1.2, 4.0 * (share - 0.18)))


def together_part(left: Telling, right: Telling) -> float:
    """Within a report: a headline's happening, one told again by the same word, or "the march" of before.

    "A strike near the bridge" after another strike is a new one.
    """
    later = max(left, right, key=lambda one: (one.trigger.start, one.id))
    if left.headline != right.headline:
        return 1.0
    if later.indefinite and not later.definite:
        return -0.6
    # Without a day of their own one word may tell of any two arrests.
    dated = any(one.when is not None and one.when.sure for one in (left, right))
    return 0.8 if (dated and left.lemmas & right.lemmas) or later.definite else 0.2


def status_part(left: Telling, right: Telling) -> float:
    part = 0.0
    if left.statuses != right.statuses:
        part -= 0.6 if "negated" in left.statuses | right.statuses else 0.2
    if left.attempted != right.attempted:
        part -= 0.4
    return part
