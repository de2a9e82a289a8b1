"""A protest's trigger in, its issues out: what those who take part demand, oppose, carry and are angry at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kronika.code.arguments import predicate_arguments
from kronika.code.slots import lasts, slot_contents
from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, case_of, coordinated, is_noun
from kronika.code.wording import FoundContent, content_at
from kronika.records import Sentence
from kronika.records.mentions import Polarity
from kronika.scheme.voices import VoiceLexicon

CARRIED = frozenset({"against", "for", "over", "about"})


def through(
    sentence: Sentence, trigger: int, carrier: int, slots: Mapping[str, Polarity], lexicon: VoiceLexicon
) -> Iterator[FoundContent]:
    """What hangs on the light verb: "went on strike, demanding ...", "staged a protest on Saturday against ..."."""
    for slot in slots:
        if slot in CARRIED:
            heads = [k for k in predicate_arguments(sentence, carrier).slot(slot) if not lasts(sentence, k)]
            for head in heads:
                made = content_at(sentence, head, slots[slot], trigger)
                if made is not None and trigger not in made.tokens:
                    yield made
    if "against" in slots:
        yield from issues(sentence, carrier, lexicon, event=trigger)
        yield from of_protesters(sentence, carrier, lexicon)


def of_protesters(sentence: Sentence, verb: int, lexicon: VoiceLexicon) -> Iterator[FoundContent]:
    """ "Nurses seeking higher pay marched", "waved placards calling for a ban": what those who act, or what they carry, ask."""
    told = is_noun(sentence, verb)  # "a sit-in by nurses protesting the levy"
    subjects = predicate_arguments(sentence, verb).slot("by") if told else surface_subjects(sentence, verb)[0]
    carried = [k for k in sentence.dependents(verb, "obj") if sentence.tokens[k].lemma.lower() in lexicon.media]
    for noun in (*subjects, *carried):
        for k in sentence.dependents(noun, "acl"):
            lemma = sentence.tokens[k].lemma.lower()
            if lemma in lexicon.issue_verbs and sentence.tokens[k].xpos in {"VBG", "VBP", "VBZ", "VBD"}:
                yield from _asked(sentence, k, lexicon.issue_verbs[lemma])
        for k in sentence.dependents(noun, "acl", "amod"):
            if sentence.tokens[k].lemma.lower() in {"opposed", "oppose"}:
                yield from slot_contents(sentence, k, {"to": "unwanted"})


def _asked(sentence: Sentence, verb: int, polarity: Polarity) -> Iterator[FoundContent]:
    yield from slot_contents(sentence, verb, {"object": polarity, "clause": polarity, "for": polarity})
    yield from slot_contents(sentence, verb, {"against": "unwanted", "at": "unwanted", "over": "unwanted"})


def issues(sentence: Sentence, trigger: int, lexicon: VoiceLexicon, event: int | None = None) -> Iterator[FoundContent]:
    """What a protest is about: "marched, demanding X", "a strike in protest at X", "rallied in solidarity with X"."""
    for k in (k for k in sentence.children[trigger] if k != event):
        relation = base(sentence.tokens[k].deprel)
        lemma = sentence.tokens[k].lemma.lower()
        if sentence.tokens[k].xpos == "VBN" and relation in {"acl", "advcl"}:  # "a strike called to protest the cuts"
            yield from issues(sentence, k, lexicon)
        elif relation in {"advcl", "acl", "xcomp", "conj", "parataxis"} and lemma in lexicon.issue_verbs:
            yield from _asked(sentence, k, lexicon.issue_verbs[lemma])
        if relation in {"obl", "nmod"} and case_of(sentence, k) == "in" and lemma in lexicon.issue_nouns:
            beside = [j for j in sentence.dependents(trigger, "obl", "nmod") if _right_behind(sentence, k, j)]
            for inner in (*sentence.dependents(k, "nmod"), *beside):
                for part in coordinated(sentence, inner):
                    noun = sentence.tokens[part].lemma.lower()
                    if noun in lexicon.issue_nouns and case_of(sentence, part) == "in":
                        # "in defiance of the ban and in protest at the arrests", with the second hung on the first
                        made = [
                            content_at(sentence, j, lexicon.issue_nouns[noun], trigger)
                            for j in sentence.dependents(part, "nmod")
                        ]
                    else:
                        made = [content_at(sentence, part, lexicon.issue_nouns[lemma], trigger)]
                    yield from (one for one in made if one is not None)


def _right_behind(sentence: Sentence, noun: int, other: int) -> bool:
    """ "In protest at the cuts", where the tree hangs "cuts" beside "protest"."""
    cases = sentence.dependents(other, "case")
    return (
        bool(cases)
        and cases[0] == noun + 1
        and case_of(sentence, other) in {"at", "against", "over", "with", "of", "to"}
    )
