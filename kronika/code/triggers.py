"""A sentence in, the places where the scheme's rules could fire out: verbs, nouns, adjectives and phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kronika.code.trees import base, case_of
from kronika.records import Sentence, Span
from kronika.scheme import Phrase, PhraseWord, Rule, Scheme, Slot

GAP = 12  # words that a "*" may stand for
UNNAMED = 0.5  # confidence of a verb that only its roleset speaks for
_SKIPPED = frozenset({"DET", "ADV", "PUNCT"})
# "The commission of inquiry", "the court of appeal": what a body is there for is part of its name.
_BODIES = frozenset({"commission", "committee", "board", "panel", "court", "tribunal", "council", "chamber"})
# A noun before another noun tells of an event only where that noun adds nothing of its own.
_BEARERS = frozenset(
    {"action", "wave", "campaign", "operation", "activity", "spree", "incident", "series", "drive", "call"}
)

_AGAIN = frozenset({"re", "co", "self", "gang", "mass", "ex", "cross"})
_MEANWHILE = frozenset({"during", "after", "before", "since", "until", "amid", "despite", "following"})
# "Relief measures", "aid money": what a pattern's noun consists of, no other thing.
_MATTERS = frozenset(
    {"measure", "package", "money", "work", "fund", "good", "goods", "supply", "supplies", "effort", "charge"}
)


_CALLING = frozenset({"call", "name", "label", "brand", "term", "dub", "consider", "deem"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that a rule names, and the predicate (``anchor``) whose participants are the event's.

    ``anchor`` is the phrase's verb for a phrase, else the word itself; ``words`` are all tokens that evoke the rule.
    """

    index: int
    anchor: int
    words: tuple[int, ...]
    lemma: str
    rule: Rule
    phrase: Phrase | None = None
    whole: bool = False  # "sit-in": all its words are one

    def span(self, sentence: Sentence) -> Span:
        """The content word: "custody" in "taken into custody", "strike" in "went on strike"."""
        first, last = (self.words[0], self.words[-1]) if self.whole else (self.index, self.index)
        return sentence.cover(first, last + 1)

    def word(self, sentence: Sentence) -> str:
        """The content word's lemma."""
        return self.lemma if self.whole else sentence.tokens[self.index].lemma


def find_triggers(sentence: Sentence, scheme: Scheme, days: frozenset[int] = frozenset()) -> Iterator[Trigger]:
    """Every rule that a word of the sentence names, in the order of the text; the company it keeps is not yet asked.

    ``days`` are tokens of dates: the month of March is no march.
    """
    for index, token in enumerate(sentence.tokens):
        lemma = token.lemma.lower()
        if index in days:
            continue
        yield from _phrases(sentence, index, lemma, scheme)
        yield from _hyphenated(sentence, index, scheme)
        # "striking workers", "protest leaders" only say who they are, whatever the reader takes the word for.
        if token.upos in {"VERB", "AUX"} and token.deprel not in {"amod", "compound"} and not _is_tail(sentence, index):
            yield from _verbs(sentence, index, lemma, scheme, days)
            if token.xpos == "VBG" and base(token.deprel) in {"nsubj", "obj", "obl", "nmod", "conj"}:
                yield from _gerunds(sentence, index, lemma, scheme)
            yield from _fallback(sentence, index, lemma, scheme)
            if token.xpos in {"NN", "NNS"} or (token.xpos == "VB" and token.deprel == "obj"):
                yield from _nouns(sentence, index, lemma, scheme)  # "staged dharna": a noun that the reader has not met
        elif token.upos in {"NOUN", "PROPN"}:
            yield from _nouns(sentence, index, lemma, scheme)
            if token.xpos == "VBG" or token.end - token.start == len(lemma) + len("ing"):
                yield from _gerunds(sentence, index, lemma, scheme)  # "the torching of two vans"
        if token.upos == "ADJ" or (token.upos == "VERB" and token.xpos == "VBN"):
            for rule in scheme.by_adjective.get(lemma, ()):
                yield Trigger(index, index, (index,), lemma, rule)


def _verbs(sentence: Sentence, index: int, lemma: str, scheme: Scheme, days: frozenset[int]) -> Iterator[Trigger]:
    for particle, at in _particles(sentence, index, days):
        name = f"{lemma} {particle}"
        for rule in scheme.by_verb.get(name, ()):
            yield Trigger(index, index, (index, at), name, rule)
    # "shell out" is no shelling: a verb with a particle is another verb.
    if sentence.dependents(index, "compound:prt") or (lemma == "accuse" and _is_the_accused(sentence, index)):
        return
    for rule in scheme.by_verb.get(lemma, ()):
        yield Trigger(index, index, (index,), lemma, rule)


def _is_the_accused(sentence: Sentence, index: int) -> bool:
    """ "The prime accused in the case", "not all accused": somebody, though the reader takes the word for a verb."""
    if sentence.tokens[index].xpos != "VBN" or sentence.dependents(index, "aux", "obj", "ccomp", "obl:agent"):
        return False
    below = (
        j for k in sentence.dependents(index, "obl", "advcl", "nmod") for j in sentence.dependents(k, "case", "mark")
    )
    return not any(sentence.tokens[j].lemma.lower() in {"of", "by", "as"} for j in below)


def _gerunds(sentence: Sentence, index: int, lemma: str, scheme: Scheme) -> Iterator[Trigger]:
    """ "Fighting broke out": a noun in "-ing" that the reader takes for a verb."""
    for name in _in_ing(lemma)[1:]:
        for rule in scheme.by_noun.get(name, ()):
            yield Trigger(index, index, (index,), name, rule)


def _in_ing(lemma: str) -> tuple[str, ...]:
    """How a verb may be written with "-ing"."""
    return lemma, f"{lemma}ing", f"{lemma[:-1]}ing", f"{lemma}{lemma[-1:]}ing"


def _fallback(sentence: Sentence, index: int, lemma: str, scheme: Scheme) -> Iterator[Trigger]:
    """A verb that no rule names, where the reader is sure of a roleset that the scheme gives a meaning."""
    frame = sentence.frame_at.get(index)
    if frame is None or frame.roleset is None or frame.roleset not in scheme.fallback or lemma in scheme.by_verb:
        return
    type_, mode = scheme.fallback[frame.roleset]
    id_ = f"{type_}.{mode}/{frame.roleset}" if mode else f"{type_}/{frame.roleset}"
    rule = Rule(id_, type_, mode, (lemma,), actor=Slot(("agent",)), recipient=Slot(("patient",)), confidence=UNNAMED)
    yield Trigger(index, index, (index,), lemma, rule)


def _particles(sentence: Sentence, index: int, days: frozenset[int]) -> Iterator[tuple[str, int]]:
    """Particles and opening prepositions of a verb, with where they stand; not those of a day ("fired on Monday")."""
    for k in sentence.children[index]:
        if k in days:
            continue
        token = sentence.tokens[k]
        relation = base(token.deprel)
        if token.deprel == "compound:prt" or (relation in {"advmod", "case", "mark"} and k > index):
            yield token.lemma.lower(), k
        elif relation in {"obl", "nmod", "advcl", "ccomp", "xcomp"}:
            for j in sentence.dependents(k, "case", "mark"):
                if j < k and j > index:
                    yield sentence.tokens[j].lemma.lower(), j
                    break


def _nouns(sentence: Sentence, index: int, lemma: str, scheme: Scheme) -> Iterator[Trigger]:
    token = sentence.tokens[index]
    if token.deprel == "compound" and sentence.tokens[token.head].lemma.lower() not in _BEARERS:
        return
    if token.deprel == "xcomp" and sentence.tokens[token.head].lemma.lower() in _CALLING:
        return  # "they call it robbery"
    named = token.upos == "PROPN" and not token.lemma.islower() and not _is_titled(sentence)
    if named and (index or _opens_name(sentence)):
        return  # part of a name: "the Arrest the Killers Movement", "March 11"
    if _names_a_body(sentence, index):
        return
    for k in sentence.dependents(index, "compound", "amod"):
        before = sentence.tokens[k].lemma.lower()
        forms = _in_ing(before) if sentence.tokens[k].xpos == "VBG" else (before,)  # "running battles"
        for name in (f"{form} {lemma}" for form in forms):
            for rule in scheme.by_noun.get(name, ()):
                yield Trigger(index, index, (k, index), name, rule)
    for rule in scheme.by_noun.get(lemma, ()):
        yield Trigger(index, index, (index,), lemma, rule)


def _opens_name(sentence: Sentence) -> bool:
    """Whether the first word is a person's name or begins a longer one; "Dharna staged in Olm" has a capital for its place."""
    first = next((name for name in sentence.names if name.first == 0), None)
    return first is not None and (first.label == "PER" or first.end > 1)


def _names_a_body(sentence: Sentence, index: int) -> bool:
    """ "inquiry" in "the commission of inquiry", where nothing tells of one inquiry more."""
    token = sentence.tokens[index]
    if token.deprel != "nmod" or case_of(sentence, index) != "of":
        return False
    bare = not sentence.dependents(index, "det", "amod", "nmod")
    return bare and sentence.tokens[token.head].lemma.lower() in _BODIES


def _hyphenated(sentence: Sentence, index: int, scheme: Scheme) -> Iterator[Trigger]:
    """ "sit-in", "walk-out", "self-immolation", which the reader takes apart; the part that governs is the trigger."""
    tokens = sentence.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].lemma not in {"-", "‐", "‑"}:
        return
    name = f"{tokens[index].lemma.lower()}-{tokens[index + 2].lemma.lower()}"
    inside = range(index, index + 3)
    head = next((k for k in (index + 2, index) if tokens[k].head not in inside), index)
    if tokens[head].deprel == "compound" and tokens[tokens[head].head].lemma.lower() not in _BEARERS:
        return
    for rule in (*scheme.by_noun.get(name, ()), *scheme.by_verb.get(name, ())):
        yield Trigger(head, head, (index, index + 1, index + 2), name, rule, whole=True)


def _is_tail(sentence: Sentence, index: int) -> bool:
    """ "Strong-arm" arms nobody: the last part of a hyphenated verb is another verb, "re-arrest" aside."""
    if index < 2 or sentence.tokens[index - 1].lemma not in {"-", "‐", "‑"}:
        return False
    first, hyphen, last = sentence.tokens[index - 2 : index + 1]
    glued = first.end == hyphen.start and hyphen.end == last.start
    return glued and first.upos in {"ADJ", "NOUN", "ADV"} and first.lemma.lower() not in _AGAIN


def _is_titled(sentence: Sentence) -> bool:
    """A headline: most words are capitalised and proper-looking, whatever they are."""
    nouns = [token for token in sentence.tokens if token.upos in {"NOUN", "PROPN", "VERB", "ADJ"}]
    return sum(token.upos == "PROPN" for token in nouns) > len(nouns) / 2 and len(nouns) > 3


def _phrases(sentence: Sentence, index: int, lemma: str, scheme: Scheme) -> Iterator[Trigger]:
    for pattern, rule in scheme.phrases.get(lemma, ()):
        at = pattern.trigger
        before = _match(sentence, pattern.words[:at][::-1], index - 1, -1)
        if before is None:
            continue
        after = _match(sentence, pattern.words[at + 1 :], index + 1, 1)
        if after is None:
            continue
        words = tuple(sorted((*before, index, *after)))
        if at and pattern.words[at - 1].gap and _hangs_elsewhere(sentence, index, words):
            continue  # "gave masks to the guards during training" gave no training
        if _only_modifies(sentence, index, words):
            continue  # "handed over an arms dealer", "got a life sentence"
        token = sentence.tokens[index]
        beside = token.xpos in {"VB", "VBN"} and token.deprel == "xcomp"  # "set it ablaze", which is no verb
        verbal = token.upos == "VERB" and not beside
        if at and verbal and any(sentence.tokens[i].upos == "VERB" for i in before):
            continue  # the pattern's noun read as a verb: "raised slogans demanding"
        verbs = [i for i in words if sentence.tokens[i].upos in {"VERB", "AUX"}]
        above = sentence.tokens[index].head
        over = (
            above if above in words and sentence.tokens[above].upos == "NOUN" else index
        )  # "the use of rubber bullets"
        anchor = verbs[0] if verbs else over
        yield Trigger(index, anchor, words, lemma, rule, pattern)


def _hangs_elsewhere(sentence: Sentence, index: int, words: tuple[int, ...]) -> bool:
    """Whether a pattern's noun only tells when or amid what it was, by a preposition that the pattern knows nothing of."""
    marks = (k for k in sentence.dependents(index, "case") if k < index and k not in words)
    return any(sentence.tokens[k].lemma.lower() in _MEANWHILE for k in marks)


def _only_modifies(sentence: Sentence, index: int, words: tuple[int, ...]) -> bool:
    """Whether a pattern's noun stands before another noun that the pattern knows nothing of."""
    token = sentence.tokens[index]
    if token.deprel != "compound" or token.upos != "NOUN" or token.head in words or token.head < index:
        return False
    head = sentence.tokens[token.head]
    return head.upos == "NOUN" and head.lemma.lower() not in _BEARERS | _MATTERS


def _match(sentence: Sentence, words: tuple[PhraseWord, ...], index: int, step: int) -> tuple[int, ...] | None:
    """Indices of the words of a pattern, found from ``index`` on in one direction; None where it does not fit."""
    if not words:
        return ()
    word, rest = words[0], words[1:]
    if word.gap:
        for skip in range(GAP + 1):
            found = _match(sentence, rest, index + skip * step, step)
            if found is not None:
                return found
        return None
    if 0 <= index < len(sentence.tokens):
        token = sentence.tokens[index]
        if token.lemma.lower() in word.lemmas:
            found = _match(sentence, rest, index + step, step)
            if found is not None:
                return (index, *found)
        if token.upos in _SKIPPED or token.xpos in {"PRP$", "POS"}:
            found = _match(sentence, words, index + step, step)
            if found is not None:
                return found
    return _match(sentence, rest, index, step) if word.optional else None
