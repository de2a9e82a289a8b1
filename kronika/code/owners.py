"""A phrase that names no person or body in, whoever it belongs to out: "the ministry's decision", "a jeep of the police"."""

from __future__ import annotations

from kronika.code.kinds import Kinds
from kronika.code.subjects import is_passive
from kronika.code.trees import base, case_of, coordinated, is_noun, referent, words
from kronika.records import Sentence

_ACTING = frozenset({"state", "people", "person", "organisation"})
_BODIES = frozenset({"state", "organisation"})
_FORCES = frozenset({"COP", "MIL", "GOV", "REB", "PRM", "SPY"})
# Events whose possessor is the one who suffers them: "protests against the editor's arrest" are not against the editor.
_SUFFERED = words(
    "arrest detention imprisonment jailing incarceration killing murder death assassination execution shooting beating "
    "torture abduction kidnapping disappearance dismissal removal sacking firing ouster expulsion deportation extradition "
    "eviction conviction sentence sentencing trial prosecution indictment suspension exclusion transfer release rape assault "
    "treatment ill-treatment mistreatment abuse harassment persecution oppression plight situation suffering fate lack right "
    "freedom injury poisoning hanging lynching wounding victory funeral burial exile demolition election appointment suicide"
)
# What somebody does or wants: its "of" names who does it, where the "of" of other words names what it is done to.
_DOINGS = words(
    "policy decision action conduct rule role behaviour behavior failure attitude stance handling plan proposal move refusal "
    "position inaction indifference leadership order call demand offer request appeal statement remark comment speech claim "
    "resignation presence interference intervention involvement negligence practice tactic brutality excess corruption "
    "response delay neglect highhandedness "
    "high-handedness tyranny dictatorship visit effort initiative measure record crime threat"
)
_FROM = words("proposal offer call demand request appeal invitation ultimatum threat statement letter order pressure")
_SEATS = words(
    "post station base camp outpost checkpoint garrison barracks headquarters office bureau position convoy patrol"
)
ROOMS = words("office residence house home bungalow chamber quarters")  # of the mayor: he is meant
_SITES = words("website webpage site page account server homepage")  # whose they are is who is hit
_DOING = words(
    "commit perpetrate make issue impose stage carry do own occupy hold run lead organise organize propose submit call raise "
    "put launch control adopt pass sign take draft draw announce introduce order plan"
)
_HOLDING = words("belong own occupy hold run operate control")


def owners(sentence: Sentence, head: int, kinds: Kinds) -> tuple[int, ...]:
    """Who holds, does or wants what the noun at ``head`` names; empty where the phrase names nobody."""
    return told_owners(sentence, head, kinds) or _before(sentence, head, kinds)


def told_owners(sentence: Sentence, head: int, kinds: Kinds) -> tuple[int, ...]:
    """Those told by possessive, preposition or clause, not by a word before the noun that is part of its name."""
    lemma = sentence.tokens[head].lemma.lower()
    own = tuple(referent(sentence, k) for k in sentence.dependents(head, "nmod:poss")[-1:])
    if own:
        suffers = lemma in _SUFFERED and not _done_to(sentence, head, kinds)
        return () if suffers else _acting(sentence, own, kinds, _ACTING)
    for case, told in (
        ("by", True),
        ("from", lemma in _FROM),
        ("of", lemma in _DOINGS or (lemma not in _SUFFERED and _is_thing(sentence, head, kinds))),
    ):
        near = (*sentence.dependents(head, "nmod", "obl"), *_beside(sentence, head))
        found = tuple(k for k in near if told and case_of(sentence, k) == case)
        if acting := _acting(sentence, found, kinds, _ACTING):
            return acting
    if kinds.of(sentence, head) in {"thing", "place"}:  # "a camp for refugees"
        meant = tuple(k for k in sentence.dependents(head, "nmod", "obl") if case_of(sentence, k) == "for")
        if acting := _acting(sentence, meant, kinds, frozenset({"people"})):
            return acting
    for clause in sentence.dependents(head, "acl"):
        if acting := _acting(sentence, _of_clause(sentence, clause), kinds, _ACTING):
            return acting
    return ()


def _done_to(sentence: Sentence, head: int, kinds: Kinds) -> bool:
    """ "The militia's treatment of prisoners": whom it is done to stands behind it, so that its owner does it."""
    return any(
        case_of(sentence, k) == "of" and kinds.of(sentence, k) in _ACTING for k in sentence.dependents(head, "nmod")
    )


def _beside(sentence: Sentence, head: int) -> tuple[int, ...]:
    """What stands right behind a noun but hangs on its verb: "prevented a march | by students"."""
    verb = sentence.tokens[head].head
    if verb < 0 or is_passive(sentence, verb):
        return ()
    first = {k: sentence.dependents(k, "case")[:1] for k in sentence.dependents(verb, "obl") if k > head}
    return tuple(k for k, case in first.items() if case == (head + 1,))


def _acting(sentence: Sentence, heads: tuple[int, ...], kinds: Kinds, wanted: frozenset[str]) -> tuple[int, ...]:
    """Those of some heads, and of what is joined to them, that are somebody; a pronoun is."""
    spread = (j for k in heads for j in coordinated(sentence, k))
    return tuple(k for k in spread if sentence.tokens[k].upos == "PRON" or kinds.of(sentence, k) in wanted)


def _of_clause(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """ "shops belonging to the mayor", "crimes committed by the militia"."""
    told = sentence.tokens[verb].xpos == "VBN" and sentence.tokens[verb].lemma.lower() in _DOING
    wanted = {"by"} if told else set()
    if sentence.tokens[verb].lemma.lower() in _HOLDING:
        wanted |= {"to", "by"}
    return tuple(k for k in sentence.dependents(verb, "obl") if case_of(sentence, k) in wanted)


def names_body(sentence: Sentence, head: int, kinds: Kinds) -> bool:
    """ "A police post", "two al-Qaeda vehicles": what stands for the body in its name; "a police jeep" does not."""
    before = _before(sentence, head, kinds)
    seat = sentence.tokens[head].lemma.lower() in _SEATS
    return any(seat or sentence.tokens[k].upos == "PROPN" for k in before)


def is_site(sentence: Sentence, head: int) -> bool:
    """Whether somebody is attacked who is told by his website."""
    return sentence.tokens[head].lemma.lower() in _SITES


def _before(sentence: Sentence, head: int, kinds: Kinds) -> tuple[int, ...]:
    """Words before the noun: "police brutality", "Israeli raids", "government policy"; "student suspensions" tell no culprit."""
    found: list[int] = []
    for k in sentence.dependents(head, "compound", "amod"):
        if k > head:
            continue
        if base(sentence.tokens[k].deprel) == "amod":
            # "Chinese goods" are no act of a state
            act = (
                kinds.of(sentence, head) in {"event", "idea"} or sentence.tokens[head].lemma.lower() in _DOINGS | _FROM
            )
            if act and kinds.of(sentence, k) == "state":
                found.append(k)
        elif is_noun(sentence, k) and (kinds.of(sentence, k) in _BODIES or _FORCES & set(kinds.sectors(sentence, k))):
            found.append(k)
    return tuple(found)


def _is_thing(sentence: Sentence, head: int, kinds: Kinds) -> bool:
    room = sentence.tokens[head].lemma.lower() in ROOMS
    return room or kinds.of(sentence, head) == "thing" or is_site(sentence, head)
