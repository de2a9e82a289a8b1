"""Who a noun phrase names: its own tokens, the name in it without titles, and whether that is a country or a known body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kronika.records import Name, Place, Sentence, Span
from kronika.scheme.lexicon import Body, Lexicon, name_at

# Dependents that belong to the noun phrase itself; clauses, appositions and second conjuncts do not.
INNER = frozenset({
    "amod", "compound", "flat", "fixed", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "nmod:npmod", "nummod", "det",
    "goeswith",
})  # fmt: skip
SPOKEN_OF = 0.1  # share of a country in a report in which a name may be one of its bodies
LONG_NAME = 5  # letters from which one word ("Implats") may be known where the report speaks of no country


@dataclass(frozen=True, slots=True)
class Words:
    """What phrasing needs besides the sentence: the report's text, the lexicon, the resolved places by their start, and how
    much the report speaks of each country."""

    text: str
    lexicon: Lexicon
    places: dict[int, Place]
    context: Mapping[str, float] = field(default_factory=dict)

    def of(self, sentence: Sentence, index: int) -> str:
        token = sentence.tokens[index]
        return self.text[token.start : token.end]

    def lemma(self, sentence: Sentence, index: int) -> str:
        return (sentence.tokens[index].lemma or self.of(sentence, index)).lower()


def inner_tokens(sentence: Sentence, head: int) -> list[int]:
    """The tokens of the noun phrase itself, without clauses, appositions and conjuncts."""
    found, stack = [head], [head]
    while stack:
        for k in sentence.children[stack.pop()]:
            if sentence.tokens[k].deprel in INNER and k not in found:  # a reader's tree may hold a ring
                found.append(k)
                stack.append(k)
    return sorted(found)


def name_of(sentence: Sentence, head: int) -> Name | None:
    """The name that a phrase is or bears: at its head, or beside its title ("the journalist Ana Petrova")."""
    if (name := name_at(sentence, head)) is not None:
        # "the president" is nobody's name, though the reader may call it so.
        return name if sentence.tokens[head].upos != "NOUN" or sentence.tokens[head].xpos.startswith("NNP") else None
    for k in sentence.children[head]:
        if sentence.tokens[k].deprel in {"flat", "appos", "nmod:desc", "compound"} and k > head:
            name = name_at(sentence, k)
            if name is not None and name.label == "PER":
                return name
    return None


def name_span(words: Words, sentence: Sentence, name: Name) -> Span:
    """The words of a name: without title and possessive; "Ministry of" goes on to what it is a ministry of."""
    return sentence.cover(*name_tokens(words, sentence, name))


def name_tokens(words: Words, sentence: Sentence, name: Name) -> tuple[int, int]:
    """The tokens of a name, first to end (exclusive), as ``name_span`` has them."""
    first, end = name.first, name.end
    if sentence.tokens[end - 1].upos in {"ADP", "DET", "CCONJ"}:
        while end < min(len(sentence.tokens), first + 8) and words.of(sentence, end)[0].isupper():
            end += 1
    if name.label == "PER":
        last_title = max(
            (i for i in range(first, end - 1) if _is_title(words, words.of(sentence, i))), default=first - 1
        )
        first = last_title + 1
    while end - first > 1 and words.of(sentence, end - 1) in {"'s", "’s", "'", "’"}:
        end -= 1
    return first, end


def is_personal(words: Words, sentence: Sentence, index: int) -> bool:
    """Whether a token is part of a person's own name (a title within what the reader calls the name is not)."""
    name = name_at(sentence, index)
    if name is None or name.label != "PER" or is_kind_of_people(words, sentence, index):
        return False
    before = words.of(sentence, index - 1).lower() if index else ""
    told = before == "the" or words.lexicon.role_of_phrase([before, words.of(sentence, index)]) is not None
    if name.end - name.first == 1 and (told or sentence.tokens[index].deprel in {"nmod:desc", "compound"}):
        return not _is_title(words, words.of(sentence, index))  # "President" before a name, taken for a name of its own
    first, end = name_tokens(words, sentence, name)
    return first <= index < end


def is_kind_of_people(words: Words, sentence: Sentence, index: int) -> bool:
    """ "Maoists", "Christians": many, though the reader may call it a person's name."""
    plural = sentence.tokens[index].xpos in {"NNS", "NNPS"}
    return plural and words.lexicon.role_of_phrase([words.of(sentence, index)]) is not None


def _is_title(words: Words, word: str) -> bool:
    lowered = word.lower().rstrip(".")
    if lowered in words.lexicon.titles or words.lexicon.country_of_adjective(word):
        return True
    role = words.lexicon.role_of_phrase([lowered])
    return role is not None and role.kind == "person"


def name_is_state(words: Words, sentence: Sentence, head: int) -> bool:
    """Whether the head is a country's or capital's name."""
    name = name_at(sentence, head)
    phrase = sentence.cover(name.first, name.end).of(words.text) if name else words.of(sentence, head)
    known = words.lexicon.country_of_name(phrase) or words.lexicon.country_of_capital(phrase)
    person = name is not None and name.label == "PER" and phrase.lower() in words.lexicon.people_too
    return known is not None and not person


def body_at(words: Words, sentence: Sentence, head: int) -> Body | None:
    """The known body that a phrase names at its head: "the U.N. Security Council", however the reader cut the name."""
    name = name_at(sentence, head)
    if name is not None and (body := known_body(words, name_span(words, sentence, name).of(words.text))) is not None:
        return body
    if words.of(sentence, head) in words.lexicon.articled and head and words.of(sentence, head - 1).lower() == "the":
        return words.lexicon.body(words.of(sentence, head))
    return next((body for body in bodies_in(words, sentence, inner_tokens(sentence, head), head)), None)


def bodies_in(words: Words, sentence: Sentence, tokens: list[int], end: int | None = None) -> Iterator[Body]:
    """Bodies named by runs of these tokens, the longest first; only runs that end at ``end`` (or go on from it by "of")."""
    opening = {name.first for name in sentence.names}  # "al-Qaeda"
    for length in range(min(7, len(sentence.tokens)), 0, -1):
        for first in tokens:
            run = range(first, first + length)
            if run[-1] >= len(sentence.tokens) or (
                words.of(sentence, first).islower() and first not in opening and words.of(sentence, first) != "al"
            ):
                continue
            if end is not None and end not in (run[-1], run[0]):
                continue
            if _is_cut(sentence, run):
                continue  # the surname of somebody is no company
            if all(k in tokens or words.of(sentence, k).lower() in {"of", "the", "and", "for", "-"} for k in run):
                body = known_body(words, sentence.cover(run[0], run[-1] + 1).of(words.text))
                if body is not None:
                    yield body


def _is_cut(sentence: Sentence, run: range) -> bool:
    """Whether a run is only a part of what the reader calls a person's name."""
    name = name_at(sentence, run[-1])
    return name is not None and name.label == "PER" and name.end - name.first > len(run)


def known_body(words: Words, name: str) -> Body | None:
    """The body of a name. One of a single country counts, if its name is short or common, only where that is spoken of, or
    where no country is."""
    body = words.lexicon.body(name)
    if body is None:
        return _body_of_context(words, name)
    if body.code not in words.lexicon.countries:
        return body
    common = name.lower() in words.lexicon.ambiguous  # "Congress", "the Centre"
    telling = " " not in name and not common and not (name.isupper() and len(name) < 6)
    alone = not words.context and not common and len(name) > 2
    told = telling or alone or words.context.get(body.code)
    return body if told else _body_of_context(words, name)


def _body_of_context(words: Words, name: str) -> Body | None:
    """Of the bodies of one name ("NUM", "Labour Party") that of the country most spoken of; a long name may stand alone."""
    bodies = words.lexicon.bodies_named(name)
    at_home = [body for body in bodies if words.context.get(body.code, 0.0) >= SPOKEN_OF]
    if at_home:
        return max(at_home, key=lambda body: words.context[body.code])
    abroad = [body for body in bodies if body.code not in words.lexicon.countries and len(name) > 3]
    common = name.lower() in words.lexicon.ambiguous
    alone = len(bodies) == 1 and (" " in name or len(name) > LONG_NAME) and not words.context and not common
    return abroad[0] if abroad else bodies[0] if alone else None
