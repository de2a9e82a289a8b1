"""A mention's words in, out whether they tell of one happening, of several at once, or of a habit."""

from __future__ import annotations

from collections.abc import Sequence

from kronika.code.participants import Candidate
from kronika.code.trees import base, is_noun, words
from kronika.records import Date, Quantity, Sentence
from kronika.records.mentions import Extent, Status

# Plurals of one act: "sanctions on 40 officials", "a list of their demands", "took to the streets".
_ONE_THOUGH_PLURAL = words(
    "talk hostility negotiation fighting sanction demand condolence regret street placard bullet tool action notice casualty "
    "hurdle charge threat shot arm mean"
)
_ACTS = words("incident act spate wave series string case")
_MANY = words(
    "mass widespread numerous several many more repeated continuing continued daily nationwide various multiple frequent "
    "regular countless sporadic series wave string spate number dozen hundred thousand score"
)
_OFTEN = words(
    "repeatedly continually continuously constantly increasingly often regularly daily frequently nationwide routinely "
    "sporadically everywhere"
)
_HABIT = words("always usually often routinely regularly generally typically")
_PLACES = words(
    "area city town country region place village district neighbourhood neighborhood province part state place site spot"
)
_SPELLS, _LATELY = words("day week month year"), words("recent last past latest few")
_MATERIAL = words("ASSAULT COERCE PROTEST MOBILIZE SANCTION RETREAT AID COOPERATE")


def find_extent(
    sentence: Sentence, candidate: Candidate, status: Status, date: Date | None, quantities: Sequence[Quantity]
) -> Extent:
    """Plural and spread-out happenings are several; the simple present of a body text without day or number a habit."""
    index, anchor = candidate.trigger.index, candidate.trigger.anchor
    if is_noun(sentence, index):
        return "several" if status != "negated" and _is_several(sentence, candidate) else "single"
    lemmas = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(anchor, "advmod")}
    if _is_habit(sentence, candidate, status, date, quantities) or lemmas & _HABIT:
        return "generic"
    if lemmas & _OFTEN or _in_many_places(sentence, anchor):
        return "several"
    if _over_a_while(sentence, anchor) and any(sentence.tokens[k].xpos == "NNS" for k in candidate.recipients):
        return "several"  # "candidates were killed in recent weeks"
    if date is not None and any(quantity.scope == "cumulative" for quantity in quantities):
        return "several"  # "had arrested more than 900 by Thursday"
    return "single"


def _is_several(sentence: Sentence, candidate: Candidate) -> bool:
    noun = candidate.trigger.index
    token = sentence.tokens[noun]
    kids = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(noun, "amod", "det", "nummod", "compound")}
    if kids & _MANY or _in_many_places(sentence, noun) or _in_many_places(sentence, candidate.trigger.anchor):
        return True
    if token.head >= 0 and base(token.deprel) == "nmod":
        governor = sentence.tokens[token.head]
        if governor.lemma.lower() in _MANY or (governor.lemma.lower() in _ACTS and governor.xpos == "NNS"):
            return True
    plural = token.xpos in {"NNS", "NNPS"} and candidate.trigger.phrase is None
    return plural and token.lemma.lower() not in _ONE_THOUGH_PLURAL


def _in_many_places(sentence: Sentence, index: int) -> bool:
    """ "in several cities", "across the country", "in smaller towns"."""
    for k in sentence.dependents(index, "obl", "nmod"):
        token = sentence.tokens[k]
        cases = {sentence.tokens[j].lemma.lower() for j in sentence.dependents(k, "case")}
        if token.lemma.lower() not in _PLACES or not cases & {"in", "at", "across", "throughout", "around"}:
            continue
        if token.xpos == "NNS" or cases & {"across", "throughout", "around"}:
            return True
    return False


def _over_a_while(sentence: Sentence, index: int) -> bool:
    """ "In recent weeks", "over the past months", "these last two weeks"."""
    for k in sentence.dependents(index, "obl"):
        token = sentence.tokens[k]
        kids = {sentence.tokens[j].lemma.lower() for j in sentence.children[k]}
        if token.xpos == "NNS" and token.lemma.lower() in _SPELLS and kids & _LATELY:
            return True
    return False


def _is_habit(
    sentence: Sentence, candidate: Candidate, status: Status, date: Date | None, quantities: Sequence[Quantity]
) -> bool:
    token = sentence.tokens[candidate.trigger.anchor]
    if status != "actual" or candidate.rule.type not in _MATERIAL or sentence.role in {"headline", "caption"}:
        return False
    if token.xpos not in {"VBZ", "VBP"} or sentence.dependents(candidate.trigger.anchor, "aux"):
        return False
    return not quantities and (date is None or date.basis == "published")
