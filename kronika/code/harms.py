"""Candidates of one sentence in, out the same with each harm ("killed nine") taken in by the act that did it ("the blast")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kronika.code.participants import Candidate
from kronika.code.subjects import own_subjects
from kronika.code.trees import base, case_of, coordinated, first_conjunct, is_noun, is_relative
from kronika.records import ROOT, Sentence
from kronika.records.mentions import Harm

_APART = frozenset({"abduct", "sexual"})
_ANOTHER_TIME = frozenset({"after", "before", "since", "because", "until"})
_BY = ("in", "by", "during", "from", "with", "amid", "through")


def take_in(sentence: Sentence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """An act of violence and the harm that the same clause tells are one happening: the act's, with the harm's victims."""
    acts = [c for c in candidates if c.rule.type == "ASSAULT" and c.rule.harm is None]
    candidates = [c for c in candidates if not any(_is_ruin_of(c, act) for act in acts)]
    kept: list[Candidate] = []
    taken: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        act = _act_of(sentence, candidate, acts)
        if act is None:
            kept.append(candidate)
        else:
            taken.setdefault(act.trigger.index, []).append(candidate)
    return [replace(c, harms=tuple(taken.get(c.trigger.index, ()))) if c in acts else c for c in kept]


def _is_ruin_of(candidate: Candidate, act: Candidate) -> bool:
    """ "The strikes destroyed two bridges": told of the strikes, no second act."""
    if candidate.rule.mode != "destroy" or candidate is act or act.rule.mode == "destroy":
        return False
    return act.trigger.index in {*candidate.arguments.agent, *candidate.arguments.subject}


def _act_of(sentence: Sentence, harm: Candidate, acts: Sequence[Candidate]) -> Candidate | None:
    if harm.rule.type != "ASSAULT" or harm.rule.harm is None or harm.rule.mode is not None:
        return None
    # The noun of the act first: "airstrikes killed 20 and destroyed ..." is told of the airstrikes.
    for act in sorted(acts, key=lambda a: not is_noun(sentence, a.trigger.index)):
        if not _others_act(harm, act) and _tells(sentence, harm, act):
            return act
    return None


def _others_act(harm: Candidate, act: Candidate) -> bool:
    mine = set(harm.actors) - {act.trigger.index}
    return bool(mine and act.actors and mine != set(act.actors))


def _tells(sentence: Sentence, harm: Candidate, act: Candidate) -> bool:
    """Whether the act stands at the harm ("injured in a blast", "the blast injured four", "shot and wounded two") or the
    harm is a clause of what the act's noun is the subject of ("a blast rocked the market, injuring four").
    """
    at, verb = act.trigger.index, harm.trigger.anchor
    if at in harm.arguments.agent or at in harm.arguments.subject or act.trigger.anchor in harm.arguments.agent:
        return True
    if any(at in harm.arguments.slot(case) for case in _BY):
        return True
    if act.rule.mode in _APART and not is_noun(sentence, at):
        return False  # "abducted and killed" tells two acts
    beside = 0 < verb - at <= 2 and sentence.tokens[verb - 1].upos == "CCONJ"  # "attacked and killed", however it hangs
    if beside or at in coordinated(sentence, first_conjunct(sentence, verb)):
        same = not act.recipients or not harm.recipients or act.recipients == harm.recipients
        return same and (harm.actors == act.actors or not harm.actors)
    verb = first_conjunct(sentence, verb)  # "killing one and injuring two"
    token = sentence.tokens[verb]
    if case_of(sentence, verb) in _ANOTHER_TIME:
        return False  # "the clash erupted after a youth was injured"
    if token.head == ROOT or base(token.deprel) not in {"advcl", "acl", "conj", "xcomp"}:
        return False
    joined = coordinated(
        sentence, first_conjunct(sentence, token.head)
    )  # "detonated a mine and blew up a bus, killing two"
    if {act.trigger.anchor, at} & {token.head, *joined} or at in own_subjects(sentence, token.head):
        return True
    return token.deprel == "acl:relcl" and _hangs_below(sentence, token.head, at) and _is_its_subject(sentence, verb)


def _hangs_below(sentence: Sentence, noun: int, at: int) -> bool:
    """ "An attack on the camp that killed nine", with the clause hung on the camp."""
    while base(sentence.tokens[noun].deprel) in {"nmod", "appos"}:
        noun = sentence.tokens[noun].head
        if noun == at:
            return True
    return False


def _is_its_subject(sentence: Sentence, verb: int) -> bool:
    return any(is_relative(sentence, k) for k in sentence.dependents(verb, "nsubj"))


def worst(harms: Sequence[Candidate]) -> Harm | None:
    """Killed before missing before injured; None where nobody was harmed."""
    told = {c.rule.harm for c in harms}
    order: tuple[Harm, ...] = ("killed", "missing", "injured")
    return next((harm for harm in order if harm in told), None)
