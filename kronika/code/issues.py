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

SHOWING = frozenset(
    {"show", "express", "voice", "demonstrate", "vent", "convey", "display", "declare", "extend", "pledge"}
)
TOWARDS = ("with", "for", "at", "over", "about", "to")  # "against" is looked for in any case
BEHIND = frozenset({"at", "against", "over", "with", "of", "to"})  # what an issue's noun goes on with
CALLS = frozenset({"call", "notice", "appeal", "plan", "threat"})
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
            elif sentence.tokens[k].lemma.lower() in lexicon.issue_moods:
                yield from _moved_by(sentence, k)


def called(sentence: Sentence, trigger: int, lexicon: VoiceLexicon) -> Iterator[FoundContent]:
    """ "The strike call of Friday, protesting the levy": what hangs on the call."""
    token = sentence.tokens[trigger]
    if base(token.deprel) == "compound" and sentence.tokens[token.head].lemma.lower() in CALLS:
        yield from issues(sentence, token.head, lexicon, event=trigger)


def _moved_by(sentence: Sentence, mood: int) -> Iterator[FoundContent]:
    """ "Angered by the levy", "furious over the arrests": what those who act are angry at."""
    yield from slot_contents(sentence, mood, dict.fromkeys(("over", "at", "with", "about", "clause"), "unwanted"))
    if sentence.tokens[mood].xpos == "VBN":
        yield from slot_contents(sentence, mood, {"agent": "unwanted"})


def _shown(sentence: Sentence, verb: int, lexicon: VoiceLexicon) -> Iterator[FoundContent]:
    """ "To show solidarity with the miners", "to voice their anger at the levy": what is backed, or fought."""
    for noun in sentence.dependents(verb, "obj"):
        polarity = lexicon.issue_nouns.get(sentence.tokens[noun].lemma.lower())
        if polarity is not None:
            yield from slot_contents(sentence, noun, dict.fromkeys(TOWARDS, polarity))
            yield from slot_contents(sentence, verb, dict.fromkeys(TOWARDS, polarity))


def _asked(sentence: Sentence, verb: int, polarity: Polarity) -> Iterator[FoundContent]:
    yield from slot_contents(sentence, verb, {"object": polarity, "clause": polarity, "for": polarity})
    yield from slot_contents(sentence, verb, dict.fromkeys(("against", "at", "over", "about"), "unwanted"))


def issues(sentence: Sentence, trigger: int, lexicon: VoiceLexicon, event: int | None = None) -> Iterator[FoundContent]:
    """What a protest is about: "marched, demanding X", "a strike in protest at X", "rallied in solidarity with X"."""
    behind = sentence.tokens[trigger + 1 : trigger + 2]
    if (
        is_noun(sentence, trigger)
        and behind
        and behind[0].xpos == "VBG"
        and behind[0].head not in (trigger, trigger + 1)
    ):
        lemma = behind[
            0
        ].lemma.lower()  # "their part in the protests | calling for an election", wherever the tree hangs it
        yield from _asked(sentence, trigger + 1, lexicon.issue_verbs[lemma]) if lemma in lexicon.issue_verbs else ()
    top = sentence.tokens[trigger].head
    if base(sentence.tokens[trigger].deprel) == "nsubj" and case_of(sentence, top) == "in":
        polarity = lexicon.issue_nouns.get(sentence.tokens[top].lemma.lower())
        if polarity is not None:  # "the strike was in support of X"
            for part in sentence.dependents(top, "nmod", "obl"):
                if part > top and case_of(sentence, part) in BEHIND:
                    yield from _made(sentence, part, polarity, trigger)
    for k in (k for k in sentence.children[trigger] if k != event):
        relation = base(sentence.tokens[k].deprel)
        lemma = sentence.tokens[k].lemma.lower()
        if relation == "advcl" and _is_reason(sentence, k):
            yield from _made(sentence, k, "unwanted", trigger)
        elif lemma in lexicon.issue_moods and relation in {"acl", "advcl", "amod"}:
            yield from _moved_by(sentence, k)
        elif sentence.tokens[k].xpos == "VBN" and relation in {"acl", "advcl"}:  # "a strike called to protest the cuts"
            yield from issues(sentence, k, lexicon)
        elif relation in {"advcl", "acl", "xcomp"} and lemma in SHOWING:
            yield from _shown(sentence, k, lexicon)
        elif relation in {"advcl", "acl", "xcomp", "conj", "parataxis"} and lemma in lexicon.issue_verbs:
            if (
                relation != "conj" or lexicon.issue_verbs[lemma] == "wanted"
            ):  # "shouted slogans and condemned X" is two acts
                yield from _asked(sentence, k, lexicon.issue_verbs[lemma])
        elif relation == "conj":  # "shouted slogans and burnt a flag | to protest the levy"
            for purpose in sentence.dependents(k, "advcl"):
                verb = sentence.tokens[purpose]
                if verb.xpos == "VB" and verb.lemma.lower() in lexicon.issue_verbs:
                    yield from _asked(sentence, purpose, lexicon.issue_verbs[verb.lemma.lower()])
        if relation in {"obl", "nmod"} and case_of(sentence, k) == "on" and lemma in {"issue", "question"}:
            yield from _made(sentence, k, "unwanted", trigger)
        if relation in {"obl", "nmod"} and case_of(sentence, k) == "in" and lemma in lexicon.issue_nouns:
            beside = [j for j in range(k + 2, min(k + 12, len(sentence.tokens))) if _right_behind(sentence, k, j)]
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


def _made(sentence: Sentence, head: int, polarity: Polarity, trigger: int) -> Iterator[FoundContent]:
    made = content_at(sentence, head, polarity, trigger)
    if made is not None and trigger not in made.tokens:
        yield made


def _is_reason(sentence: Sentence, clause: int) -> bool:
    """ "Because the firm had not paid them"."""
    return any(sentence.tokens[j].lemma.lower() == "because" for j in sentence.dependents(clause, "mark"))


def _right_behind(sentence: Sentence, noun: int, other: int) -> bool:
    """ "In protest at the cuts", where the tree hangs "cuts" beside "protest"."""
    cases = sentence.dependents(other, "case")
    return bool(cases) and cases[0] == noun + 1 and case_of(sentence, other) in BEHIND
