"""A trigger in its sentence in, out what became of the event: actual, negated, future, hypothetical; tried; long past.

From the trigger up to the root the nearest word that is not indifferent decides: negation, modals and tense at the
predicate itself, then each governor that the scheme's ``status.yaml`` names ("plan to", "call for", "fail to").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kronika.code.asked import is_imperative
from kronika.code.lights import Carrier, ends, outer_noun, under_way
from kronika.code.sayings import done_by_saying
from kronika.code.subjects import ADDRESSED, own_subjects
from kronika.code.trees import base, case_of, first_conjunct, is_noun, upward, words
from kronika.records import ROOT, Sentence
from kronika.records.mentions import Status
from kronika.scheme import Scheme, StatusCue
from kronika.scheme.voices import load_voices

_NEGATIONS = words("not n't n’t nt never no neither nor without hardly barely")
_NOBODY = words("nobody none no-one nothing")
_FUTURE = words("will shall wo 'll ’ll ll")
_WOULD = words("would 'd ’d")
_HYPOTHETICAL = words("may might could would should must can ought 'd ’d")
_ABLE = words("can could")  # what one cannot do does not happen; what one may not do might
_CONDITIONS = words("if unless whether lest provided assuming")
_AWAITING = words("until till once")  # with the present tense: not yet
# Verbs that only say that the event named by their subject or object takes place: their tense is the event's.
_HAPPENING = words("be occur happen take hold begin start go erupt break ensue follow loom come see stage")
_DROPPING = words("drop scrap abandon shelve cancel postpone ditch axe withdraw suspend")
_DEFINITE = words("the this that these those")
_TELLING = words("announce declare proclaim")
_OUTLOOKS = words("possibility threat prospect danger risk likelihood plan proposal")  # what a strike may be said to be
_WHOEVER = words("anyone anybody whoever")
# Whose infinitive is what is to come of it: "a conspiracy to kill", not "the first to kill" or "a bus to attack".
_TELIC = words("plot conspiracy decision move order pact deal bid plan attempt way time need call effort threat vow")
_PLACES = words("at in outside near by before around opposite inside on")
_CASES = words("of for from about on against to with into over")
_OBJECT_MARKS = words("of from for into against to on")


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of an event, and the word that says so (a token's index)."""

    status: Status = "actual"
    attempted: bool = False
    historical: bool = False
    cue: int | None = None


def find_standing(sentence: Sentence, index: int, scheme: Scheme, carrier: Carrier | None = None) -> Standing:
    """``index`` is the predicate; ``carrier`` the light verb of an event noun, whose tense is then the event's."""
    if _is_refuted(sentence, index):
        return Standing("negated", cue=index)
    standing = _at_predicate(sentence, index, scheme, lent=None if carrier is None else carrier.verb)
    start = index
    if carrier is not None:
        start = carrier.verb
        if ends(sentence, carrier):
            return standing  # "they may end the strike": the strike is on
        if _called(sentence, carrier):
            return _climb(sentence, outer_noun(sentence, index), scheme, standing)
        # "called off a strike planned for Monday": what was called off is no plan any more
        if carrier.status == "negated" or (carrier.status is not None and standing.status == "actual"):
            made = "actual" if under_way(sentence, index, carrier) else _turned(sentence, carrier)
            standing = replace(standing, status=made, cue=carrier.verb)
        else:
            standing = _merged(standing, _at_predicate(sentence, carrier.verb, scheme))
    elif is_noun(sentence, index):
        start = outer_noun(sentence, index)
        if start != index:
            standing = _merged(standing, _at_predicate(sentence, start, scheme))
    return _asked(sentence, index, _climb(sentence, start, scheme, standing))


def _is_refuted(sentence: Sentence, index: int) -> bool:
    """ "Reports of a strike are false": whatever such a noun tells of did not happen."""
    lexicon = load_voices()
    for noun in (index, *sentence.ancestors(index)):
        token = sentence.tokens[noun]
        if token.upos == "NOUN" and token.lemma.lower() in lexicon.deniable and token.deprel == "nsubj":
            false = sentence.tokens[token.head].lemma.lower() in lexicon.untrue
            return noun != index and false and not is_negated(sentence, token.head)
    return False


def _called(sentence: Sentence, carrier: Carrier) -> bool:
    """ "Shops shut during the strike called by the union", "the march was called by the union": who called it, not that it
    is to come."""
    token = sentence.tokens[carrier.verb]
    if token.lemma.lower() != "call":
        return False
    told = [k for k in sentence.dependents(carrier.verb, "nsubj:pass") if _is_definite(sentence, k)]
    return token.deprel.startswith("acl") or bool(told and sentence.dependents(carrier.verb, "obl:agent"))


def _is_definite(sentence: Sentence, noun: int) -> bool:
    return any(sentence.tokens[k].lemma.lower() in _DEFINITE for k in sentence.dependents(noun, "det"))


def _turned(sentence: Sentence, carrier: Carrier) -> Status:
    """What a light verb makes of its event ("called off": negated), turned round where it is itself negated."""
    made = carrier.status or "actual"
    if not is_negated(sentence, carrier.verb):
        return made
    return "actual" if made == "negated" else "negated" if made in {"actual", "future"} else made


def _climb(sentence: Sentence, start: int, scheme: Scheme, standing: Standing) -> Standing:
    for child, parent in upward(sentence, start):
        if standing.status != "actual" or not _passes(sentence, child):
            return standing
        if base(sentence.tokens[child].deprel) == "conj":
            above = _at_predicate(sentence, parent, scheme)
            # "until he yields and holds talks": a condition is one for all that is joined
            conditional = above.cue is not None and sentence.tokens[above.cue].deprel == "mark"
            if conditional or not _own_tense(sentence, child):
                standing = _merged(standing, above)
            continue
        governed = _under(sentence, child, parent, scheme, standing)
        if governed is None:
            return standing
        standing = governed
    return standing


def _passes(sentence: Sentence, child: int) -> bool:
    """Whether what stands above can change the event: not out of relative clauses, asides and plain modifiers."""
    token = sentence.tokens[child]
    match base(token.deprel):
        case "acl":
            return token.deprel != "acl:relcl" and (token.xpos == "VB" or bool(case_of(sentence, child)))
        case "advcl":
            return not _own_tense(sentence, child)
    return base(token.deprel) in {"conj", "ccomp", "xcomp", "obj", "obl", "nmod", "csubj", "nsubj", "compound", "root"}


def _under(sentence: Sentence, child: int, parent: int, scheme: Scheme, standing: Standing) -> Standing | None:
    """What a governor makes of the clause or noun below it; None: nothing, and nothing above it can.

    An event noun that a verb only speaks about ("an end to the *violence*", "stop the *arrests*") is not touched by what is
    said of that verb.
    """
    token, relation, case = sentence.tokens[child], base(sentence.tokens[child].deprel), case_of(sentence, child)
    cue = _cue_of(sentence, parent, scheme, case)
    if cue is not None and (_tells_a_fact(sentence, child, parent) or done_by_saying(sentence, child, parent)):
        return standing  # "announced the arrest of 12"
    if cue is not None and _is_governed(sentence, child, parent, cue, case):
        status = cue.status or standing.status
        if is_negated(sentence, parent):
            status = _negation_of(status)
        elif status == "future" and _is_dropped(sentence, parent, scheme):
            status = "negated"  # "plans for a rally were dropped"
        return Standing(status, standing.attempted or cue.attempted, standing.historical or cue.historical, parent)
    if is_noun(sentence, child) and relation not in {"xcomp", "ccomp", "advcl", "acl", "csubj"}:
        happens = sentence.tokens[parent].lemma.lower() in _HAPPENING
        if happens and (relation == "nsubj" or relation == "obj"):
            return _merged(standing, _auxiliaries(sentence, parent))
        return None
    above_it = sentence.tokens[parent]
    if relation == "xcomp" and token.xpos == "VB" and (above_it.xpos, above_it.lemma.lower()) == ("VBG", "go"):
        return _merged(standing, Standing("negated" if is_negated(sentence, parent) else "future", cue=parent))
    if relation in {"acl", "advcl", "xcomp"} and token.xpos == "VB" and _is_headline(sentence, parent):
        return _merged(standing, Standing("future", cue=child))  # "Nurses to strike over pay"
    if relation == "acl" and token.xpos == "VB" and case_of(sentence, parent).split(" ")[0] in _PLACES:
        return None  # "were outside the gate to protest"
    if relation == "acl" and token.xpos == "VB" and not _is_first(sentence, parent):
        return _merged(standing, Standing("hypothetical", cue=parent))  # "a conspiracy to kill him"
    if relation in {"xcomp", "csubj"} or (relation == "ccomp" and not _own_tense(sentence, child)):
        return _merged(standing, _auxiliaries(sentence, parent))
    if relation == "advcl":
        above = _auxiliaries(sentence, parent)
        return standing if above.status == "negated" else _merged(standing, above)
    return standing if token.deprel != "nsubj" else None


def _tells_a_fact(sentence: Sentence, noun: int, verb: int) -> bool:
    """ "Announced the arrest of 12 men" tells of it; "announced a strike" plans one."""
    counted = sentence.dependents(noun, "nmod", "nummod")
    return (
        sentence.tokens[verb].lemma.lower() in _TELLING
        and base(sentence.tokens[noun].deprel) == "obj"
        and _is_definite(sentence, noun)
        and bool(counted)
    )


def _is_dropped(sentence: Sentence, noun: int, scheme: Scheme) -> bool:
    """Whether a plan is the object of a verb that ends it: dropped, shelved, called off."""
    token = sentence.tokens[noun]
    if not is_noun(sentence, noun) or token.head == ROOT or token.deprel not in {"obj", "nsubj:pass"}:
        return False
    cue = _cue_of(sentence, token.head, scheme, "")
    dropped = cue is not None and cue.status == "negated"
    return (dropped or sentence.tokens[token.head].lemma.lower() in _DROPPING) and not is_negated(sentence, token.head)


def _is_headline(sentence: Sentence, noun: int) -> bool:
    """A noun of a sentence without a finite verb, whose infinitive is its predicate: "Miners to strike"."""
    token = sentence.tokens[noun]
    if not is_noun(sentence, noun) or token.lemma.lower() in _TELIC:
        return False
    return not any(t.xpos in {"VBD", "VBZ", "VBP", "MD"} for t in sentence.tokens)


def _is_first(sentence: Sentence, noun: int) -> bool:
    """ "The first city to ban it" banned it."""
    near = (noun, *sentence.dependents(noun, "amod", "advmod", "nummod"))
    return any(sentence.tokens[k].lemma.lower() in {"first", "last", "only", "latest", "second", "next"} for k in near)


def _negation_of(status: Status) -> Status:
    return "actual" if status == "negated" else "negated" if status in {"actual", "future"} else status


def _is_governed(sentence: Sentence, child: int, parent: int, cue: StatusCue, case: str) -> bool:
    """Whether a clause or noun stands where a cue word speaks of it."""
    token, name = sentence.tokens[child], sentence.tokens[parent].lemma.lower()
    if token.deprel in {"nsubj", "csubj"}:  # "a strike is possible", not "the protest was against a plan"
        may = sentence.tokens[parent].upos == "ADJ" or name in _OUTLOOKS
        return may and not case_of(sentence, parent)
    outcome = sentence.dependents(parent, "xcomp") if token.deprel == "nsubj:pass" else ()
    if outcome:  # "the strike was expected to cost millions" is on
        return sentence.tokens[outcome[0]].lemma.lower() in _HAPPENING
    match base(token.deprel):
        case "obj":
            return name != "tell"  # "told a rally in the square": those who heard it
        case "xcomp" | "nsubj" | "csubj":
            return True
        case "ccomp":
            # "told them that police had fired" tells a fact; "demanded that he go" does not.
            verbal = not is_noun(sentence, child) or bool(sentence.dependents(child, "cop"))
            return verbal and (cue.status == "negated" or not _own_tense(sentence, child))
        case "obl" | "nmod" | "acl":
            return token.xpos == "VB" or f"{name} {case}" in cue.lemmas or case.split(" ")[0] in _CASES
        case "advcl":
            if token.xpos == "VB" and name in ADDRESSED:
                return True
            return f"{name} {case}" in cue.lemmas or (token.xpos == "VBG" and case in _OBJECT_MARKS)
    return False


def _own_tense(sentence: Sentence, verb: int) -> bool:
    token = sentence.tokens[verb]
    if token.xpos in {"VBD", "VBZ", "VBP"}:
        return True
    return any(sentence.tokens[k].xpos in {"VBD", "VBZ", "VBP", "MD"} for k in sentence.dependents(verb, "aux", "cop"))


def _merged(first: Standing, second: Standing) -> Standing:
    """The nearer word's status, if it says anything; what was tried or long past stays so."""
    attempted, historical = first.attempted or second.attempted, first.historical or second.historical
    if first.status != "actual":
        return replace(first, attempted=attempted, historical=historical)
    return Standing(second.status, attempted, historical, second.cue if second.cue is not None else first.cue)


def _at_predicate(sentence: Sentence, index: int, scheme: Scheme, lent: int | None = None) -> Standing:
    """Words at the predicate itself: auxiliaries, negation, conditional marks, adjectives of an event noun; ``lent`` is its
    light verb, which speaks for itself."""
    own = _auxiliaries(sentence, index)
    conditions = (k for k in sentence.dependents(index, "mark", "advmod") if _conditional(sentence, k, index))
    condition = next(conditions, None)
    if condition is not None:
        return replace(own, status="hypothetical", cue=condition)
    if own.status == "negated":
        return own
    token = sentence.tokens[index]
    if token.deprel == "acl:relcl" and own.status == "actual" and sentence.tokens[token.head].lemma.lower() in _WHOEVER:
        return Standing("hypothetical", cue=token.head)  # "will arrest anyone who attacks"
    if is_imperative(sentence, index):
        return Standing("hypothetical", cue=index)
    if is_noun(sentence, index) and sentence.dependents(index, "cop"):
        for k in own_subjects(sentence, index):  # "their demand is the minister's resignation"
            cue = _cue_of(sentence, k, scheme, "")
            if cue is not None:
                own = _merged(own, Standing(cue.status or "actual", cue.attempted, cue.historical, k))
    for k in sentence.children[index]:
        token, relation = sentence.tokens[k], base(sentence.tokens[k].deprel)
        if relation == "advcl" and own.status == "future" and _is_condition(sentence, k):
            return replace(own, status="hypothetical", cue=k)
        if relation == "det" and token.lemma.lower() in {"any", "whatever", "whichever"}:
            own = _merged(own, Standing("hypothetical", cue=k))
        if k == lent:
            continue
        beside = relation in {"amod", "advmod", "mark", "case", "det"} or (relation == "compound" and k < index)
        if beside or (relation == "acl" and token.xpos == "VBN"):
            cue = _cue_of(sentence, k, scheme, "")
            if cue is not None and not is_negated(sentence, k):
                own = _merged(own, Standing(cue.status or "actual", cue.attempted, cue.historical, k))
    return own


def _conditional(sentence: Sentence, mark: int, verb: int) -> bool:
    """ "If he goes", and "until he goes", but not "until he went"."""
    lemma = sentence.tokens[mark].lemma.lower()
    present = {sentence.tokens[k].xpos for k in (verb, *sentence.dependents(verb, "aux", "cop"))} & {"VBZ", "VBP"}
    above = sentence.tokens[verb].head  # "would stay until the council agreed"
    would = above >= 0 and {sentence.tokens[k].lemma.lower() for k in sentence.dependents(above, "aux")} & _WOULD
    return lemma in _CONDITIONS or (lemma in _AWAITING and bool(present or would))


def _is_condition(sentence: Sentence, clause: int) -> bool:
    return any(sentence.tokens[k].lemma.lower() in {"if", "unless"} for k in sentence.dependents(clause, "mark"))


def _auxiliaries(sentence: Sentence, index: int) -> Standing:
    """Modals, tense and negation at one verb, or at one noun with its determiner."""
    modal = Standing()
    for k in sentence.dependents(index, "aux", "cop"):
        lemma = sentence.tokens[k].lemma.lower()
        if lemma in _FUTURE:
            modal = Standing("future", cue=k)
        elif lemma in _HYPOTHETICAL:
            told = lemma in _WOULD and _was_announced(sentence, index)
            modal = Standing("future" if told else "hypothetical", cue=k)
        elif lemma == "be" and _has_to(sentence, index, k):
            modal = Standing("future", cue=k)  # "is to meet"
    negation = _negation(sentence, index)
    able = modal.cue is not None and sentence.tokens[modal.cue].lemma.lower() in _ABLE
    if negation is not None and (able or modal.status != "hypothetical"):
        return Standing("negated", cue=negation)
    return modal


def _was_announced(sentence: Sentence, verb: int) -> bool:
    """ "Officials said they would lift the ban": what was then to come, unless on a condition."""
    first = first_conjunct(sentence, verb)
    token = sentence.tokens[first]
    clauses = sentence.dependents(verb, "advcl") + sentence.dependents(first, "advcl")
    if token.deprel != "ccomp" or any(_is_condition(sentence, k) for k in clauses):
        return False
    telling = sentence.tokens[token.head]
    return telling.xpos in {"VBD", "VBN", "VBG"} and telling.lemma.lower() in load_voices().tags


def _has_to(sentence: Sentence, verb: int, auxiliary: int) -> bool:
    return sentence.tokens[verb].xpos == "VB" and any(
        auxiliary < k < verb and sentence.tokens[k].lemma.lower() == "to" for k in sentence.dependents(verb, "mark")
    )


def is_negated(sentence: Sentence, index: int) -> bool:
    return _negation(sentence, index) is not None


def _negation(sentence: Sentence, index: int) -> int | None:
    for k in sentence.children[index]:
        token, relation = sentence.tokens[k], base(sentence.tokens[k].deprel)
        negates = token.lemma.lower() in _NEGATIONS and relation in {"advmod", "det", "mark", "case", "cc"}
        if negates and not _is_not_only(sentence, k):
            return k
    for k in own_subjects(sentence, index):
        if sentence.tokens[k].lemma.lower() in _NOBODY:
            return k
        for j in sentence.dependents(k, "det"):
            if sentence.tokens[j].lemma.lower() in {"no", "neither"}:
                return j
    return None


def _is_not_only(sentence: Sentence, negation: int) -> bool:
    """ "Not only beat but ..." negates nothing."""
    after = range(negation + 1, min(negation + 2, len(sentence.tokens)))
    near = (*sentence.children[negation], *after)
    return any(sentence.tokens[j].lemma.lower() in {"only", "just", "merely"} for j in near)


def _cue_of(sentence: Sentence, index: int, scheme: Scheme, case: str) -> StatusCue | None:
    """The scheme's cue in a word: by its lemma, with its particle, or with the preposition of what it governs."""
    lemma = sentence.tokens[index].lemma.lower()
    names = [f"{lemma} {case}", f"{lemma} {case.split(' ')[0]}"] if case else []
    names += [f"{lemma} {sentence.tokens[k].lemma.lower()}" for k in sentence.dependents(index, "compound:prt")]
    fixed = sentence.dependents(index, "fixed")  # "ahead of"; "due to" is not "due"
    bare = (
        [] if lemma == "set" and sentence.dependents(index, "compound:prt") else [lemma]
    )  # "set up by" is no "set for"
    names = [f"{lemma} {sentence.tokens[fixed[0]].lemma.lower()}"] if fixed else [*names, *bare]
    for name in names:
        for cue in scheme.status_cues:
            if name in cue.lemmas:
                return cue
    return None


def _asked(sentence: Sentence, index: int, standing: Standing) -> Standing:
    """The main clause of a question asks whether it happened."""
    last = next((t for t in reversed(sentence.tokens) if t.upos != "PUNCT" or t.lemma == "?"), None)
    if last is None or last.lemma != "?" or standing.status not in {"actual", "future"}:
        return standing
    return replace(standing, status="hypothetical") if sentence.tokens[index].head == ROOT else standing
