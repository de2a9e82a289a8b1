"""A sentence's tree in, the stretches a coder would highlight out: phrases, heads, coordination, relative pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kronika.records import ROOT, Sentence, Span
from kronika.text.lists import list_items


def words(text: str) -> frozenset[str]:
    """Words parted by blanks, as a set: keeps closed lists of the language readable."""
    return frozenset(text.split())


# Dependents that belong to a noun phrase as a coder would highlight it.
_WITHIN = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "fixed", "goeswith", "advmod", "case", "punct", "dep"}
)
# Places and times hang on the event, not on the actor: "police in Minsk" names the police.
_SETTING_CASES = words(
    "in on near outside inside across around during after before since amid throughout over along until into onto "
    "through between by as despite within under following including like such"
)
_QUANTITY = words(
    "hundreds thousands millions dozens scores tens hundred thousand million billion dozen score ten number majority "
    "minority handful couple lot plenty rest most many several some few all both none one two three four five six seven "
    "eight nine any each either neither half third quarter percent per cent more fewer other"
)
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PART", "X"})
_SORT = words("kind type sort form")
_CROWD = words(  # "a crowd of miners"
    "group crowd mob gang band section bunch horde throng mass swarm batch contingent gathering range array variety spectrum"
)
_DUBBING = words("describe call term dub say claim believe consider label see brand regard identify deem portray")
_PERSONAL = words("i we you he she it they me us him her them himself herself itself themselves who")
_RELATIVE = words("who which that whom whose where")
_CLOCK, _ZONE = re.compile(r"[0-2]?\d[:.][0-5]\d"), re.compile(r"[A-Z]{2,4}")
_STAMPS = words("IST GMT UTC EST EDT BST CET CEST EAT WAT SAST HKT HRS HR AM PM")


def base(deprel: str) -> str:
    """ "nsubj:pass" -> "nsubj"."""
    return deprel.split(":", 1)[0]


def case_of(sentence: Sentence, index: int) -> str:
    """The preposition of a noun, several words joined by a blank ("out of", "because of"); "" if it has none."""
    words: list[str] = []
    for k in sentence.dependents(index, "case", "mark"):
        if k > index or sentence.tokens[k].lemma in {"'s", "’s", "'", "’"}:
            continue
        words.append(sentence.tokens[k].lemma.lower())
        words.extend(sentence.tokens[j].lemma.lower() for j in sentence.dependents(k, "fixed"))
    if not words and sentence.tokens[index].upos == "PROPN":
        # "from health | MEC Ada Poe", with the preposition hung on the office
        before = (k for k in sentence.dependents(index, "compound", "nmod:desc") if k < index)
        return next((case for k in before if (case := case_of(sentence, k))), "")
    return " ".join(words)


def coordinated(sentence: Sentence, index: int) -> tuple[int, ...]:
    """A token and everything coordinated with it, in order; flat, however the tree chains them."""
    # Asked for again and again by every rule; kept beside the sentence's own cached properties.
    known: dict[int, tuple[int, ...]] = sentence.__dict__.setdefault("_coordinated", {})
    if index not in known:
        found, stack = [], [index]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(k for k in sentence.children[i] if sentence.tokens[k].deprel.startswith("conj"))
        known[index] = tuple(sorted(found))
    return known[index]


def first_conjunct(sentence: Sentence, index: int) -> int:
    """The head of the coordination that a token is in; itself where there is none."""
    seen = {index}
    while sentence.tokens[index].deprel.startswith("conj"):
        index = sentence.tokens[index].head
        if index == ROOT or index in seen:
            break
        seen.add(index)
    return index


def is_noun(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].upos in {"NOUN", "PROPN"}


def is_quantity(sentence: Sentence, index: int) -> bool:
    """ "Hundreds", "a group", "some": what only counts those it is of."""
    token = sentence.tokens[index]
    return token.upos == "NUM" or token.lemma.lower() in _QUANTITY | _CROWD


def is_personal_pronoun(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.upos == "PRON" and token.lemma.lower() in _PERSONAL


def is_relative(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.xpos == "DT":
        return False  # "those", which a reader may lemmatise as "that"
    return token.lemma.lower() in _RELATIVE and (token.xpos.startswith("W") or token.upos in {"PRON", "SCONJ"})


def relative_clause(sentence: Sentence, index: int) -> int | None:
    """The verb of the relative clause a token stands in, if any (nearest one)."""
    for i in (index, *sentence.ancestors(index)):
        if sentence.tokens[i].deprel in {"acl:relcl", "advcl:relcl"}:
            return i
    return None


def referent(sentence: Sentence, index: int) -> int:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    if sentence.tokens[index].lemma.lower() == "what":
        return _so_called(sentence, index)
    if not is_relative(sentence, index):
        return index
    clause = relative_clause(sentence, index)
    if clause is None:
        return index
    noun = sentence.tokens[clause].head
    if sentence.tokens[index].lemma.lower() in {"who", "whom"} and _is_town(sentence, noun):
        # "miners were held in Osh who are accused of ...": the town is nobody
        verb = sentence.tokens[noun].head
        told = sentence.dependents(verb, "nsubj", "obj") if verb >= 0 else ()
        return told[-1] if told and told[-1] < noun else noun
    return _one_of(sentence, noun, clause)


def _so_called(sentence: Sentence, what: int) -> int:
    """ "What the army described as a base", "what they called ringleaders": the base, the ringleaders."""
    for verb in sentence.dependents(what, "acl"):
        told = (k for k in sentence.dependents(verb, "obl", "advcl") if case_of(sentence, k) == "as")
        named = (*told, *sentence.dependents(verb, "xcomp", "ccomp", "obj"))
        nouns = [k for k in named if k > verb and is_noun(sentence, k)]
        if sentence.tokens[verb].lemma.lower() in _DUBBING and nouns:
            return nouns[0]
    return what


def _is_town(sentence: Sentence, noun: int) -> bool:
    return any(name.label == "LOC" and name.first <= noun < name.end for name in sentence.names)


def _one_of(sentence: Sentence, noun: int, clause: int) -> int:
    """ "One of the candidates who is detained": one is, not the candidates."""
    above = sentence.tokens[noun].head
    if (
        above == ROOT
        or sentence.tokens[noun].xpos not in {"NNS", "NNPS"}
        or sentence.tokens[above].lemma.lower() != "one"
    ):
        return noun
    verbs = (clause, *sentence.dependents(clause, "aux", "cop"))
    return above if any(sentence.tokens[k].xpos == "VBZ" for k in verbs) else noun


def naming_head(sentence: Sentence, index: int) -> int:
    """The word that names the actor: "thousands of demonstrators" -> "demonstrators", "some of them" -> "them"."""
    for _ in range(4):
        token = sentence.tokens[index]
        crowd = token.lemma.lower() in _CROWD
        if not crowd and token.upos != "NUM" and token.lemma.lower() not in _QUANTITY | _SORT:
            return _tight_name(sentence, index)
        inner = [k for k in sentence.dependents(index, "nmod", "obl") if case_of(sentence, k) == "of"]
        # "tens of thousands of miners": the last tells who, wherever the tree hangs it
        inner = [k for k in inner if sentence.tokens[k].lemma.lower() not in _QUANTITY] or inner
        if not inner or (crowd and sentence.tokens[inner[0]].xpos not in {"NNS", "NNPS"}):
            return _tight_name(sentence, index) if crowd else index
        index = inner[0]
    return index


def _tight_name(sentence: Sentence, index: int) -> int:
    """The name that stands beside a title without a comma: "Secretary of State Ada Poe", "the rights group Spring"."""
    for k in sentence.dependents(index, "compound"):
        # "The KPF, a police force," with the name hung before its explanation
        if k < index and sentence.tokens[k].upos == "PROPN" and sentence.tokens[k + 1].lemma == ",":
            return k
    if sentence.tokens[index].upos == "NOUN" or sentence.tokens[index].xpos == "NNP":
        for k in sentence.dependents(index, "appos"):
            if sentence.tokens[k].upos == "PROPN" and _is_tight(sentence, index, k):
                return k
    after = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
    token = sentence.tokens[index]
    if after is None or after.upos != "PROPN" or token.xpos != "NN" or after.head != token.head:
        return index
    # "the release of guard | Ilmar Sadov", hung side by side
    beside = base(after.deprel) == base(token.deprel) and not case_of(sentence, index + 1)
    return index + 1 if beside else index


def goes_on(sentence: Sentence, head: int, other: int) -> bool:
    """Whether two phrases that the tree sets side by side are one: "Chief Officer | Ada Poe", "Secretary | of State Ada Poe",
    'the "Volna" | workers'."""
    end, first = phrase(sentence, head)[1], phrase(sentence, other)[0]
    if other > head and first <= phrase(sentence, head)[0] and phrase(sentence, other)[1] > end:
        return True
    if other < head or first < end or not is_noun(sentence, head):
        return False
    between, token = sentence.tokens[end:first], sentence.tokens[other]
    if between and token.head != sentence.tokens[head].head:
        return False
    quoted = bool(between) and all(t.xpos in {"``", "''"} for t in between)
    return quoted or (token.upos == "PROPN" and all(t.lemma == "of" for t in between))


def _is_tight(sentence: Sentence, head: int, child: int) -> bool:
    return child > head and all(t.upos not in {"PUNCT", "CCONJ"} for t in sentence.tokens[head + 1 : child])


def phrase(sentence: Sentence, index: int) -> tuple[int, int]:
    """Tokens ``first`` to ``end`` (exclusive) of the phrase around a head: its modifiers and "of"-phrases.

    Left out: coordinated phrases, relative and other clauses, appositions, and phrases of place and time.
    """
    if (item := list_items(sentence).get(index)) is not None:
        return item.first, item.end
    wanted = {index}
    stack = [index]
    while stack:
        i = stack.pop()
        for k in sentence.children[i]:
            if _belongs(sentence, i, k, top=i == index):
                wanted.add(k)
                stack.append(k)
    first, end = index, index + 1
    while first - 1 in wanted:
        first -= 1
    while end in wanted:
        end += 1
    return _trim(sentence, index, min(first, _leftmost(sentence, index)), end)


def _leftmost(sentence: Sentence, index: int) -> int:
    """Where the noun's own first modifier stands, with nothing but a name between, wherever the tree hangs that: 'the
    "Volna" dockers'."""
    before = [k for k in sentence.dependents(index, "det", "compound", "amod", "nummod") if k < index]
    if not before or not is_noun(sentence, index):
        return index
    between = sentence.tokens[before[0] : index]
    plain = all(t.upos in _NAMING or t.xpos in {"``", "''", "HYPH"} for t in between)
    return before[0] if plain and any(t.xpos == "``" for t in between) else index


def _belongs(sentence: Sentence, head: int, child: int, *, top: bool) -> bool:
    token = sentence.tokens[child]
    relation = base(token.deprel)
    if relation in {"case", "mark", "cc"}:
        return not top or child > head  # the phrase's own preposition stays outside, its 's is trimmed later
    if child < head and token.deprel in {"obl:unmarked", "obl:npmod", "nmod:unmarked", "obl:agent"}:
        return True  # "the 34-year-old", "the state-owned works"
    if child < head and sentence.tokens[head].deprel == "amod" and relation in {"obl", "nsubj", "obj", "nmod"}:
        return True
    if relation == "appos":
        return _is_tight(sentence, head, child) or (not top and _is_named(sentence, child))
    if relation == "conj":
        return not top and is_noun(sentence, child)
    if relation == "nmod":
        return token.deprel == "nmod:poss" or child < head or _defines(sentence, child)
    if relation == "advmod":
        return child < head
    if relation == "amod":
        return child < head or token.upos == "ADJ"
    return relation in _WITHIN


def _is_named(sentence: Sentence, child: int) -> bool:
    """ "Workers at the largest mill, Volna,": a bare name beside what it names."""
    kids = [k for k in sentence.children[child] if base(sentence.tokens[k].deprel) not in {"flat", "compound", "punct"}]
    bracketed = child > 0 and sentence.tokens[child - 1].lemma == "("
    return sentence.tokens[child].upos == "PROPN" and not kids and not bracketed


def _defines(sentence: Sentence, child: int) -> bool:
    case = case_of(sentence, child)
    return case.split(" ")[0] not in _SETTING_CASES if case else True


def _trim(sentence: Sentence, index: int, first: int, end: int) -> tuple[int, int]:
    """Drop punctuation, possessive endings and conjunctions from both edges."""

    def loose(i: int) -> bool:
        token = sentence.tokens[i]
        if token.upos == "ADP" and i < index:  # not "at least 40", "over 300"
            after = sentence.tokens[i + 1]
            return after.upos != "NUM" and after.lemma.lower() not in {"least", "most", "than", *_QUANTITY}
        return token.upos in {"PUNCT", "CCONJ", "SYM", "PART", "ADP"} and token.lemma not in {"$", "%", "#"}

    while first < index and (loose(first) or is_stamp(sentence, first)):
        first += 1
    while end - 1 > index and (loose(end - 1) or sentence.tokens[end - 1].upos == "DET"):
        end -= 1
    marks = [sentence.tokens[k].xpos for k in range(first, end) if sentence.tokens[k].xpos in {"``", "''"}]
    if marks[:1] == ["''"] and first > 0 and sentence.tokens[first - 1].xpos == "``":
        first -= 1  # 'the "yellow vest" protesters'
    return first, end


def is_stamp(sentence: Sentence, index: int) -> bool:
    """The zone or "hrs" of the time told before it, in the line of a headline: nobody who acts."""
    before = sentence.tokens[index - 1] if index else None
    return before is not None and before.upos == "NUM" and sentence.tokens[index].lemma.upper() in _STAMPS


def phrase_span(sentence: Sentence, index: int) -> Span:
    return sentence.cover(*phrase(sentence, index))


def head_span(sentence: Sentence, index: int) -> Span:
    """The name a head stands in, as far as its phrase goes, or the head word alone."""
    first, end = phrase(sentence, index)
    last = index
    comma = next((k for k in range(index, end) if sentence.tokens[k].lemma == ","), end)
    while flats := [k for k in sentence.dependents(last, "flat") if last < k < comma]:
        last = max(flats)  # however the tree chains them
    for name in sentence.names:
        if name.first <= index < name.end:
            first, end = max(first, name.first), min(end, name.end)
            while first < index and sentence.tokens[first].upos in {"DET", "PRON", "ADP", "PUNCT"}:
                first += 1
            while end - 1 > index and sentence.tokens[end - 1].upos in {"ADP", "DET", "PUNCT", "CCONJ", "PART"}:
                end -= 1
            return sentence.cover(first, max(end, last + 1))
    return sentence.cover(index, last + 1)


def time_zones(sentence: Sentence) -> frozenset[int]:
    """ "00:00 IST", "9.30 GMT": what follows the hour names nobody."""
    tokens = sentence.tokens
    return frozenset(
        k + 1
        for k, token in enumerate(tokens[:-1])
        if _CLOCK.fullmatch(token.lemma) and tokens[k + 1].upos == "PROPN" and _ZONE.fullmatch(tokens[k + 1].lemma)
    )


def token_at(sentence: Sentence, offset: int) -> int | None:
    """The token that holds a character of the report, or None."""
    for i, token in enumerate(sentence.tokens):
        if token.start <= offset < token.end:
            return i
    return None


def token_range(sentence: Sentence, span: Span) -> range:
    """Indices of the tokens that a span touches."""
    hits = [i for i, t in enumerate(sentence.tokens) if t.start < span.end and span.start < t.end]
    return range(hits[0], hits[-1] + 1) if hits else range(0)


def clause_of(sentence: Sentence, index: int) -> int:
    """The predicate of the clause a token stands in: the nearest verb, or noun at the root, above it (or itself)."""
    for i in (index, *sentence.ancestors(index)):
        if sentence.tokens[i].upos in {"VERB", "AUX"} or sentence.tokens[i].head == ROOT:
            return i
    return index


def upward(sentence: Sentence, index: int, limit: int = 40) -> Iterator[tuple[int, int]]:
    """(token, its governor) pairs from a token towards the root, nearest first."""
    for step, parent in enumerate(sentence.ancestors(index)):
        if step >= limit:
            return
        yield index, parent
        index = parent


def without(sentence: Sentence, head: int, cut: tuple[int, ...]) -> set[int]:
    """The subtree of a head less the subtrees of some tokens."""
    words = set(sentence.subtree(head))
    for k in cut:
        words -= set(sentence.subtree(k))
    return words
