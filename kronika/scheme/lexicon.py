"""``kind_of``: what a phrase of a read sentence names: state, people, a person, an organisation, a thing, a place or an event."""

from __future__ import annotations

from kronika.records import ROOT, Name, Sentence
from kronika.scheme.words import Body, Country, Kind, Lexicon, Role, load_lexicon

__all__ = [
    "Body",
    "Country",
    "Kind",
    "Lexicon",
    "Role",
    "counted_head",
    "kind_of",
    "load_lexicon",
    "name_at",
    "role_at",
]

PERSONAL = {
    "he": "person",
    "she": "person",
    "i": "person",
    "you": "people",
    "they": "people",
    "we": "people",
    "us": "people",
    "their": "people",
    "our": "people",
    "his": "person",
}
INDEFINITE = frozenset({"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "no-one"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
SUBJECTS = frozenset(
    {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "obl:agent", "nmod:poss", "compound", "appos", "conj"}
)
PLACE_CASES = frozenset({
    "in", "at", "from", "near", "to", "into", "outside", "around", "across", "throughout", "inside", "within",
    "through", "via", "toward", "towards", "off", "over", "on",
})  # fmt: skip
PARTS = frozenset({"part", "half", "third", "quarter", "rest", "most", "portion", "one", "some", "all", "any", "none"})
WINDOW = 4  # words of a compound before its head


def kind_of(sentence: Sentence, text: str, head: int, lexicon: Lexicon) -> Kind | None:
    """The kind of the phrase headed by token ``head``; None where nothing says so. ``text`` is the report's."""
    return _kind(sentence, text, head, lexicon, depth=4)


def role_at(sentence: Sentence, text: str, head: int, lexicon: Lexicon) -> Role | None:
    """The role that the noun at ``head`` bears with the words around it: "riot police", "Ministry of Defence"."""
    lemmas = [_lemma(sentence, text, i) for i in range(len(sentence.tokens))]
    for end in range(min(len(lemmas), head + 6), head + 2, -1):
        if "of" in lemmas[head + 1 : head + 3] and (role := lexicon.role_of_phrase(lemmas[head:end])):
            return role
    first = head
    while first > 0 and head - first < WINDOW and _joins(sentence, first - 1, head):
        first -= 1
    inner = [i for i in range(first, head) if lemmas[i] != "-" and sentence.tokens[i].upos != "PART"]  # "traders' body"
    before = [lemmas[i] for i in inner]
    token = sentence.tokens[head]
    written = [text[sentence.tokens[i].start : sentence.tokens[i].end] for i in inner]
    for start in range(len(written)):  # "rights groups": known by the plural before its head
        plural = (role := lexicon.role_of_phrase([*written[start:], lemmas[head]])) is not None
        if plural and role is not None:
            return role
    # The lemma of a word that the reader has never seen may be wrong: its form says more then.
    return lexicon.role([*before, lemmas[head]]) or lexicon.role([*before, text[token.start : token.end]])


def name_at(sentence: Sentence, index: int) -> Name | None:
    """The name that covers a token."""
    return next((name for name in sentence.names if name.first <= index < name.end), None)


def _kind(sentence: Sentence, text: str, head: int, lexicon: Lexicon, depth: int) -> Kind | None:
    token = sentence.tokens[head]
    word = text[token.start : token.end]
    if token.upos in {"PRON", "DET"}:
        return _pronoun(sentence, text, head, lexicon, depth)
    own = role_at(sentence, text, head, lexicon)
    counts = depth and (own is None or own.kind not in {"person", "people"})  # "members of the campaign" are people
    if counts and (counted := counted_head(sentence, text, head, lexicon)) is not None:
        known = _kind(sentence, text, counted, lexicon, depth - 1)
        return known or (None if token.lemma.lower() in PARTS else "people")
    if (named := _named(sentence, text, head, lexicon)) is not None:
        return named
    if own is not None:
        return "people" if own.kind == "person" and _plural(sentence, text, head) else own.kind
    if token.upos in {"NOUN", "PROPN", "ADJ"} and lexicon.country_of_adjective(word):
        return "people" if token.upos != "ADJ" or _has_article(sentence, text, head) else None
    if token.upos == "NUM" or word.lower() in {"hundreds", "thousands", "dozens", "scores", "many", "others"}:
        return "people" if _counts_people(sentence, text, head) else None
    return None


def counted_head(sentence: Sentence, text: str, head: int, lexicon: Lexicon) -> int | None:
    """For a head that only says how many ("thousands of workers"), the head of what it counts."""
    if _lemma(sentence, text, head) not in lexicon.quantities and sentence.tokens[head].upos != "NUM":
        return None
    counted = [
        child
        for child in sentence.dependents(head, "nmod", "obl")
        if child > head and any(_lemma(sentence, text, k) == "of" for k in sentence.dependents(child, "case"))
    ]
    # "tens of thousands of miners": the last tells who, wherever the tree hangs it
    return next((c for c in counted if _lemma(sentence, text, c) not in lexicon.quantities), next(iter(counted), None))


def _pronoun(sentence: Sentence, text: str, head: int, lexicon: Lexicon, depth: int) -> Kind | None:
    token = sentence.tokens[head]
    word = text[token.start : token.end].lower()
    if (personal := PERSONAL.get(token.lemma.lower()) or PERSONAL.get(word)) is not None:
        return "people" if personal == "people" else "person"
    if word in {"them", "themselves", "ourselves", "those", "others", "many"}:
        return "people"
    if word in {"him", "her", "himself", "herself", "me", "myself"} or word in INDEFINITE:
        return "person"
    if word in RELATIVE and depth:
        for index in sentence.ancestors(head):
            if sentence.tokens[index].deprel.startswith("acl") and (noun := sentence.tokens[index].head) != ROOT:
                return _kind(sentence, text, noun, lexicon, depth - 1) or (
                    "person" if word in {"who", "whom"} else None
                )
        return "person" if word in {"who", "whom"} else None
    if (counted := counted_head(sentence, text, head, lexicon)) is not None and depth:
        return _kind(sentence, text, counted, lexicon, depth - 1)
    return None


def _named(sentence: Sentence, text: str, head: int, lexicon: Lexicon) -> Kind | None:
    token, name = sentence.tokens[head], name_at(sentence, head)
    words = sentence.cover(name.first, name.end).of(text) if name else text[token.start : token.end]
    if lexicon.body(words):
        return "organisation"
    if lexicon.country_of_name(words) or (lexicon.country_of_capital(words) and (name or token.upos == "PROPN")):
        return "place" if _is_where(sentence, text, head) else "state"
    if name is None:
        return None
    role = role_at(sentence, text, head, lexicon)
    if name.label == "PER" and token.xpos in {"NNS", "NNPS"} and role is not None:
        return "people" if role.kind == "person" else role.kind  # "Maoists"
    if name.label == "ORG":
        return role.kind if role and role.kind in {"state", "people"} else "organisation"
    return {"PER": "person", "LOC": "place"}.get(name.label, role.kind if role else None)  # type: ignore[return-value]


def _is_where(sentence: Sentence, text: str, head: int) -> bool:
    """A country or capital told as a scene ("in Minsk"), not as an actor ("Minsk said", "by Minsk")."""
    if sentence.tokens[head].deprel in SUBJECTS and sentence.tokens[head].deprel != "conj":
        return False
    cases = {_lemma(sentence, text, k) for k in sentence.dependents(head, "case")}
    return bool(cases & PLACE_CASES)


def _plural(sentence: Sentence, text: str, head: int) -> bool:
    token = sentence.tokens[head]
    return token.xpos in {"NNS", "NNPS"} or any(
        sentence.tokens[k].lemma not in {"1", "one"} for k in sentence.dependents(head, "nummod")
    )


def _counts_people(sentence: Sentence, text: str, head: int) -> bool:
    """A bare number as subject or object: "hundreds were arrested"; not "5%", "$3", "2019"."""
    token = sentence.tokens[head]
    if token.deprel.split(":")[0] not in {"nsubj", "obj"} and token.deprel != "conj":
        return False
    around = text[max(0, token.start - 1) : token.end + 1]
    return not any(sign in around for sign in "%$€£¥₹:/") and not sentence.dependents(head, "nmod", "compound")


def _has_article(sentence: Sentence, text: str, head: int) -> bool:
    return any(_lemma(sentence, text, k) == "the" for k in sentence.dependents(head, "det"))


def _joins(sentence: Sentence, index: int, head: int) -> bool:
    """Whether the token before belongs to the noun's own name for what it is: compounds, adjectives, hyphens."""
    token = sentence.tokens[index]
    return token.upos in {"NOUN", "PROPN", "ADJ", "PART"} or (token.lemma == "-" and index < head)


def _lemma(sentence: Sentence, text: str, index: int) -> str:
    token = sentence.tokens[index]
    lemma = token.lemma if token.lemma and token.lemma != "_" else text[token.start : token.end]
    return lemma.lower()
