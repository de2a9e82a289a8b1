"""A participant's head in, the other members of the list it stands in out: by the words, where the tree lost them.

Reports name a dozen people in a row, each with an office; a tree that takes one name for another's apposition loses the
rest. A list here is a run of bare noun phrases, parted by commas and closed by "and" (or opened by "along with"), that no
verb and no preposition interrupts, save for what a member has of its own: "members of A, residents of B and C".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kronika.code.trees import base, is_quantity, words
from kronika.records import Sentence

_NOUNS = words("NN NNS NNP NNPS")
_INSIDE = _NOUNS | words("CD JJ JJR JJS DT PDT PRP$ POS HYPH VBN VBG NFP FW")
_OF = words("of from in at for")
_AND = words("and & cum")
_WITH = words("with by")
_COMPANY = words("along together association accompany join")  # "along with", "accompanied by"
_PARTS = words("compound amod flat nmod:poss det")
_FINITE = words("VBD VBZ VBP MD")
_DEEP = 3  # phrases one in another: what follows "and" then belongs to the innermost
_MOST = 40

Test = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class _Item:
    """Tokens ``first`` to ``end`` (exclusive) of a member, the noun that names it, and the nouns of what it is of."""

    first: int
    end: int
    head: int
    inner: tuple[int, ...] = ()


def others_listed(sentence: Sentence, head: int, fits: Test, is_human: Test) -> tuple[int, ...]:
    """Heads of the members beside ``head``, in order. ``fits`` tells whether a noun may be one (somebody, not some place),
    ``is_human`` whether it names people: of "members of A, teachers of B and C" the last is no member."""
    if sentence.tokens[head].xpos not in _NOUNS:
        return ()
    own = _item_from(sentence, _start(sentence, head))
    if own is None or not _names(sentence, head, own):
        return ()
    found = (*_before(sentence, own, fits, is_human), *_after(sentence, own, fits, is_human))
    return tuple(dict.fromkeys(item.head for item in found if not _within_name(sentence, item.head, own)))


def _names(sentence: Sentence, head: int, item: _Item) -> bool:
    """Whether a head is the item's own, or the office before its name; not "Rebel" in "Rebel attacks"."""
    if not item.first <= head < item.end:
        return False
    return (
        is_quantity(sentence, head)
        or head in item.inner
        or all(t.upos == "PROPN" for t in sentence.tokens[head + 1 : item.head + 1])
    )


def _after(sentence: Sentence, own: _Item, fits: Test, is_human: Test) -> list[_Item]:
    found: list[_Item] = []
    sure = 0  # members up to the last "and"
    last, aside = own, False
    while len(found) < _MOST:
        step, closes = _parted(sentence, last.end)
        item = _item_from(sentence, last.end + step) if step else None
        if item is None or (closes and _begins_clause(sentence, item.end, own)):
            break
        name = not found and not closes and _is_own_name(sentence, own, item)
        if name and sentence.tokens[own.head].xpos == "NNS":
            break
        aside = name or (
            sentence.tokens[item.head].xpos == "NN"
            and (aside or (not closes and sentence.tokens[last.head].xpos == "NNP"))
        )  # "Ada Poe, the mayor and former deputy,": only says who she is
        if not aside:
            if not fits(item.head) or not _equal(item, last, is_human):
                break
            found.append(item)
            sure = len(found) if closes else sure
        last = item
    return found[:sure]


def _before(sentence: Sentence, own: _Item, fits: Test, is_human: Test) -> list[_Item]:
    found: list[_Item] = []
    last, closed = own, False
    while len(found) < _MOST:
        step, closes = _parted_before(sentence, last.first)
        item = _item_to(sentence, last.first - step) if step else None
        closed = closed or closes
        if item is None or not closed or not fits(item.head) or not _equal(last, item, is_human):
            break
        if not _opens(sentence, item.first) and not _parted_before(sentence, item.first)[1]:
            break
        last = item
        comma = item.first > 1 and sentence.tokens[item.first - 1].lemma == ","
        if not (comma and sentence.tokens[item.head].xpos == "NN" and sentence.tokens[item.first - 2].upos == "PROPN"):
            found.append(item)  # not "Ada Poe, | the mayor, | and Ivo Holm"
    return found[::-1]


def _equal(item: _Item, before: _Item, is_human: Test) -> bool:
    """Whether a member is the equal of the one before, not of what that one is of: "members of A | and B"."""
    if not before.inner or before.head in before.inner:
        return True
    alike = is_human(before.head) and is_human(item.head)
    return alike and len(before.inner) < _DEEP and not all(is_human(k) for k in before.inner)


def _is_own_name(sentence: Sentence, own: _Item, item: _Item) -> bool:
    """ "Two ministers, Ada Poe and Ivo Holm,", "The priest, Ada Poe, and ...": who they are, not who was with them."""
    common = sentence.tokens[own.head].xpos in {"NN", "NNS"} and sentence.tokens[item.head].xpos == "NNP"
    return common and base(sentence.tokens[item.head].deprel) in {"appos", "flat", "compound"}


def _parted(sentence: Sentence, at: int) -> tuple[int, bool]:
    """How many tokens from ``at`` on part two members, and whether they close the list or open its company."""
    form = [t.lemma.lower() for t in sentence.tokens[at : at + 5]]
    step = 1 if form[:1] == [","] else 0
    rest = form[step:]
    if rest[:1] and rest[0] in _AND:
        return step + 1, True
    if rest[:3] == ["as", "well", "as"]:
        return step + 3, True
    for size in (2, 3):
        if len(rest) >= size and rest[size - 1] in _WITH and _COMPANY & set(rest[: size - 1]):
            return step + size, True
    return step, False


def _parted_before(sentence: Sentence, at: int) -> tuple[int, bool]:
    """The same, seen from the first token of a member to the left."""
    for step in (4, 3, 2, 1):
        if at - step >= 0:
            size, closes = _parted(sentence, at - step)
            if size == step:
                return step, closes
    return 0, False


def _item_from(sentence: Sentence, first: int) -> _Item | None:
    """The member that begins at a token: a bare noun phrase, its abbreviation in brackets, and what it is of."""
    end, head = _run(sentence, first)
    if head is None:
        return None
    inner: list[int] = []
    while end < len(sentence.tokens) and sentence.tokens[end].lemma.lower() in _OF:
        inner_end, noun = _run(sentence, end + 1)
        if noun is None:
            break
        if is_quantity(sentence, head):
            head = noun  # "dozens of nurses"
        inner.append(noun)
        end = inner_end
    return _Item(first, end, head, tuple(inner))


def _item_to(sentence: Sentence, end: int) -> _Item | None:
    """The member that ends before a token."""
    if end <= 0:
        return None
    first = _start(sentence, _before_brackets(sentence, end) - 1)
    while first >= 2 and sentence.tokens[first - 1].lemma.lower() in _OF:
        outer = _start(sentence, first - 2)
        made = _item_from(sentence, outer)
        if made is None or made.end < end:
            break
        first = outer
    item = _item_from(sentence, first)
    return item if item is not None and item.end == end else None


def _run(sentence: Sentence, first: int) -> tuple[int, int | None]:
    """The end of the noun phrase that begins at a token, and its last noun; an abbreviation in brackets is passed over."""
    end, head = first, None
    while end < len(sentence.tokens) and _is_inside(sentence, end):
        head = end if sentence.tokens[end].xpos in _NOUNS else head
        end = _past_brackets(sentence, end + 1) if head == end else end + 1
    if head is None or sentence.tokens[end - 1].lemma == ")":
        return end, head
    return head + 1, head


def _start(sentence: Sentence, at: int) -> int:
    """The first token of the bare noun phrase that holds a token."""
    while at > 0 and _is_inside(sentence, at - 1):
        at -= 1
    return at


def _is_inside(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.xpos in {"VBN", "VBG"}:
        return token.deprel in {"amod", "compound"}
    if token.lemma in {"-", "–"}:  # "Brest-Centre workers", as one word
        return 0 < at < len(sentence.tokens) - 1 and sentence.tokens[at - 1].end == token.start
    number = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].xpos == "CD" and token.upos == "ADV"
    return number or (token.xpos in _INSIDE and token.lemma not in {",", ":"})


def _past_brackets(sentence: Sentence, at: int) -> int:
    """Behind "(ABC)", where one opens at a token."""
    if at < len(sentence.tokens) and sentence.tokens[at].lemma == "(":
        for k in range(at + 1, min(at + 8, len(sentence.tokens))):
            if sentence.tokens[k].lemma == ")":
                return k + 1
    return at


def _before_brackets(sentence: Sentence, end: int) -> int:
    if sentence.tokens[end - 1].lemma == ")":
        for k in range(end - 2, max(end - 9, 0), -1):
            if sentence.tokens[k].lemma == "(":
                return k
    return end


def _begins_clause(sentence: Sentence, at: int, own: _Item) -> bool:
    """Whether a finite verb follows of which the list is no subject: "burnt tyres and police | fired"."""
    k = at
    while k < len(sentence.tokens) and sentence.tokens[k].upos == "ADV":
        k += 1
    if k >= len(sentence.tokens) or sentence.tokens[k].xpos not in _FINITE:
        return False
    above = (j for j in sentence.ancestors(own.head) if j < own.first)
    return any(sentence.tokens[j].upos in {"VERB", "AUX"} for j in above)


def _opens(sentence: Sentence, first: int) -> bool:
    """Whether nothing but the opening of a clause, or another member, stands right before a member."""
    before = sentence.tokens[first - 1] if first else None
    if before is None or before.upos == "PUNCT" or before.lemma.lower() in _AND:
        return True
    return before.deprel == "mark" or before.upos == "SCONJ"


def _within_name(sentence: Sentence, head: int, own: _Item) -> bool:
    """ "The Tram | and Bus Drivers' Union" is one."""
    token = sentence.tokens[head]
    if base(token.deprel) in _PARTS and (own.first <= token.head < own.end or token.head > head + 1):
        return True
    return any(name.first <= head < own.first < name.end for name in sentence.names)


def same_phrase(sentence: Sentence, one: int, two: int) -> bool:
    """Whether two tokens stand in one bare noun phrase: a name and the office before it."""
    low, high = min(one, two), max(one, two)
    return all(_is_inside(sentence, k) for k in range(low, high + 1))
