"""A place or an event in its sentence in, out what the place hangs on: the act, one of a list, somebody spoken of."""

from __future__ import annotations

from kronika.code.participants import Candidate
from kronika.code.trees import base, case_of, words
from kronika.records import Sentence
from kronika.text.lists import list_items

_PAPERS = words("statement letter communique declaration resolution message note tweet post petition show point")
_SAYING = words(
    "say tell report add announce state write note claim quote inform explain confirm warn deny tweet post publish"
)
_KINDS = words(
    "town city village district province region state area camp suburb capital township neighbourhood neighborhood county"
)
_ROADS = words("road highway motorway street railway line route track expressway bus train flight")
_SPOKEN_OF = frozenset({"nsubj", "obj", "iobj", "conj", "appos", "ccomp"})


def is_of_act(sentence: Sentence, at: int, anchors: frozenset[int]) -> bool:
    """Whether a place hangs on what is done, not on somebody or something that is spoken of."""
    for parent in sentence.ancestors(at):
        if parent in anchors or sentence.tokens[parent].upos in {"VERB", "AUX"}:
            return base(sentence.tokens[at].deprel) not in _SPOKEN_OF
        at = parent
    return False  # of a sentence that only says who somebody is


def is_of_person(sentence: Sentence, head: int) -> bool:
    """ "Ada Poe in Peru": where she is."""
    token = sentence.tokens[head]
    persons = (name for name in sentence.names if name.label == "PER")
    return token.deprel == "nmod" and any(name.first <= token.head < name.end for name in persons)


def is_bound_for(sentence: Sentence, head: int) -> bool:
    """ "The highway to Bor": where it leads."""
    first = sentence.subtree(head)[0]
    road = sentence.tokens[first - 1].lemma.lower() if first else ""
    return sentence.tokens[first].lemma.lower() in {"to", "towards", "toward", "from", "for"} and road in _ROADS


def is_listed(sentence: Sentence, head: int) -> bool:
    """Where one of a list is: "the mill in Bor, the yard in Ruse and the mine in Pernik"."""
    return any(item.first <= head < item.last for item in list_items(sentence).values())


def anchors_of(sentence: Sentence, candidate: Candidate) -> frozenset[int]:
    """The words of an event that its place and day may hang on."""
    anchors = {candidate.trigger.anchor, candidate.trigger.index}
    if candidate.carrier is not None:
        anchors.add(candidate.carrier.verb)
    token = sentence.tokens[candidate.trigger.anchor]
    if token.deprel == "acl" and token.xpos == "VBG":
        paper = sentence.tokens[token.head]
        if paper.lemma.lower() in _PAPERS and paper.deprel == "obj":
            anchors |= {
                token.head,
                paper.head,
            }  # "issued a statement on Monday denouncing ...", "made a show of laying ..."
    return frozenset(anchors)


def where_at(sentence: Sentence, head: int) -> str:
    """The preposition of a place; of "in the town of Bor" the outer one."""
    case, above = case_of(sentence, head), sentence.tokens[head].head
    if case == "of" and above >= 0 and sentence.tokens[above].lemma.lower() in _KINDS:
        return case_of(sentence, above)
    return case


def noun_chain(sentence: Sentence, head: int) -> list[int]:
    """The nouns above a noun, up to the verb."""
    chain = []
    for at in sentence.ancestors(head):
        if sentence.tokens[at].upos in {"VERB", "AUX"}:
            break
        chain.append(at)
    return chain


def is_said(sentence: Sentence, head: int) -> bool:
    """Whether words hang on a verb of saying: "said in Minsk on Sunday"."""
    verb = next((k for k in sentence.ancestors(head) if sentence.tokens[k].upos == "VERB"), None)
    return verb is not None and sentence.tokens[verb].lemma.lower() in _SAYING


def is_school(words: str) -> bool:
    """ "Students from the State University marched": where somebody studies is not where he marches."""
    return words.lower().split()[-1:] in [["university"], ["college"], ["school"], ["institute"], ["academy"]]
