"""A content's head in, its words out: without what opens or closes the clause around it, with what belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kronika.code.tags import find_tag
from kronika.code.trees import base, is_noun, words
from kronika.records import Content, Sentence
from kronika.records.mentions import Polarity

_LIGHT = frozenset({"punct", "cc", "conj", "advmod"})
CLOSING = frozenset({'"', "”", "’", "»", "''", "“"})
_ONLY = frozenset({"only", "just", "merely"})
LEADING = frozenset({"mark", "case", "cc", "punct", "discourse"})
# Conjunctions of a clause behind a comma that says under which circumstances, and is no part of what is wanted or said.
_ASIDE = words("if unless as while after before until because since although though whereas where when near so")
_SPEAKING = words(
    "say claim allege add argue state accuse warn saying claiming alleging adding arguing stating accusing warning"
)
_BELONGING = words("of on for against about over into towards toward from regarding concerning")
_PLANNED = words("plan decision move attempt proposal failure refusal bid intention effort order right promise threat")
# Nouns that say where an act is, or how it is done, and not of what the thing before "in" is.
_SITES = words(
    "city town village district capital country nation state region province county area street road square park centre "
    "center office campus court parliament assembly protest support solidarity front view response addition order wake "
    "name presence absence way manner letter statement speech interview meeting conference rally memorandum petition "
    "future past face turn fact vain custody"
)
_TIMES = words(
    "day week month year today yesterday tomorrow morning evening night afternoon hour monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november december"
)


@dataclass(frozen=True, slots=True)
class FoundContent:
    """``tokens`` of the sentence with index ``sentence`` are what the content covers (items of a list lie in later ones)."""

    content: Content
    sentence: int
    tokens: frozenset[int]


def parts_of(sentence: Sentence, head: int) -> list[int]:
    """What is coordinated with a content and is one of its own."""
    return _separate(sentence, head) if _is_clause(sentence, head) else _raised(sentence, head)


def _raised(sentence: Sentence, head: int) -> list[int]:
    """ "A stop to the raids, the return of A, and the sacking of B" are three, even where the tree hangs the later
    ones on "violence": they have an article as the first has, and "violence" has none."""
    if not _marked(sentence, head):
        return []
    found = []
    for k in sentence.subtree(head):
        inner = sentence.tokens[k].head
        beside = inner != head and base(sentence.tokens[k].deprel) in {"conj", "appos"} and is_noun(sentence, k)
        if k == head or not beside or _marked(sentence, inner):
            continue
        if "," in _forms_before(sentence, k) and _marked(sentence, k):
            found.append(k)
    return found


def _marked(sentence: Sentence, noun: int) -> bool:
    """Whether a noun has an article or a possessor of its own."""
    return bool(sentence.dependents(noun, "det")) or any(
        sentence.tokens[k].deprel == "nmod:poss" for k in sentence.children[noun]
    )


def _forms_before(sentence: Sentence, index: int) -> set[str]:
    """Lemmas of what stands before a coordinated word: commas and conjunctions."""
    return {sentence.tokens[k].lemma for k in sentence.dependents(index, "punct", "cc") if k < index}


def content_at(
    sentence: Sentence, head: int, polarity: Polarity, trigger: int, stops: Collection[str] = ()
) -> FoundContent | None:
    """The head's words without coordinated parts, opening conjunction or preposition, and edge punctuation.

    ``stops`` are prepositions that open a content or participant of their own: "criticised the mayor | for his silence".
    """
    tag = find_tag(sentence)
    tokens = {k for k in sentence.subtree(head) if tag is None or k < tag.comma}
    if trigger in tokens:  # "the injury that the article demands": the trigger hangs on its content
        tokens -= set(sentence.subtree(_below(sentence, trigger, head)))
    apart = {*parts_of(sentence, head), *_finite_beside(sentence, head)}
    if not _is_clause(sentence, head):
        apart |= set(sentence.dependents(head, "conj"))
    for k in apart:
        tokens -= set(sentence.subtree(k))
    for k in tuple(tokens):
        aside = k > head and base(sentence.tokens[k].deprel) == "parataxis"
        if aside or (sentence.tokens[k].head == head and base(sentence.tokens[k].deprel) == "cc" and k < head):
            tokens -= set(sentence.subtree(k))
    first, end = head, head + 1
    subject = _bare_subject(sentence, head, trigger)
    tokens |= set() if subject is None else set(sentence.subtree(subject))
    while first - 1 in tokens:
        first -= 1
    while end in tokens:
        end += 1
    while first < head and (_leads(sentence, head, first) or sentence.tokens[first].upos == "CCONJ"):
        first += 1
    end = min(end, _aside(sentence, head, first, end))
    end = max(end, _quoted_to(sentence, first, end))
    while end - 1 > head and sentence.tokens[end - 1].upos in {"PUNCT", "CCONJ"}:
        end -= 1
    end = min(end, _beside(sentence, head, end))
    end = _reach(sentence, head, first, _untimed(sentence, head, end), trigger, stops)
    if sentence.tokens[head].upos in {"PUNCT", "PRON"} and end - first == 1:
        return None  # "they demanded it" has no words of its own
    if end < len(sentence.tokens) and _left_open(sentence, first, end) and sentence.tokens[end].lemma in CLOSING:
        end += 1
    return FoundContent(Content(sentence.cover(first, end), polarity), sentence.index, frozenset(range(first, end)))


def _aside(sentence: Sentence, head: int, first: int, end: int) -> int:
    """Where a clause begins that a comma sets apart at the content's end: "a law, which bans it", "strike, if need be"."""
    for k in range(head + 1, end):
        if base(sentence.tokens[k].deprel) not in {"acl", "advcl"}:
            continue
        clause = sentence.subtree(k)
        opens, closes = clause[0] + (sentence.tokens[clause[0]].lemma == ","), clause[-1]
        if opens <= head or closes < end - 2 or sentence.tokens[opens - 1].lemma != "," or opens - 1 <= first:
            continue
        opening = sentence.tokens[opens]
        if opening.upos == "ADP" and opens + 1 < end and sentence.tokens[opens + 1].xpos == "WDT":
            return opens - 1  # "a law, under which ..."
        speaks = opening.xpos == "VBG" and opening.lemma.lower() in _SPEAKING  # "his release, claiming that ..."
        if speaks or opening.xpos in {"WDT", "WP", "WP$", "WRB"} or opening.lemma.lower() in _ASIDE:
            return opens - 1
    return end


def _beside(sentence: Sentence, noun: int, end: int) -> int:
    """Where a clause begins behind a noun's content that tells what happened beside it: "the plan | with traders crying"."""
    if not is_noun(sentence, noun):
        return end
    for k in range(noun + 1, end - 2):
        behind = sentence.tokens[k + 2 : k + 5]
        speaks = any(t.xpos == "VBG" and t.lemma.lower() in _SPEAKING for t in behind)
        if sentence.tokens[k].lemma.lower() == "with" and speaks:
            return k
    return end


def _untimed(sentence: Sentence, noun: int, end: int) -> int:
    """The end of a noun's content without the bare day or month behind it, which is the act's: "the project | this month"."""
    if end - 1 <= noun or not is_noun(sentence, noun) or sentence.tokens[end - 1].lemma.lower() not in _TIMES:
        return end
    timed = end - 1
    if sentence.tokens[timed].deprel not in {"nmod:unmarked", "obl:unmarked", "obl:tmod", "nmod:tmod", "obl:npmod"}:
        return end
    return max(noun + 1, min(k for k in sentence.subtree(timed) if k > noun))


def _reach(sentence: Sentence, head: int, first: int, end: int, trigger: int, stops: Collection[str]) -> int:
    """The end of a content with the bracket that it opens and the phrases right behind it that say of what it is, wherever
    the tree hangs them: "more staff | on the wards", "plans | to close the school"; a place or time is the act's."""
    closing = [k for k in range(end, min(end + 3, len(sentence.tokens))) if sentence.tokens[k].lemma in {")", "]"}]
    opened = sum(t.lemma in {"(", "["} for t in sentence.tokens[first:end])
    if closing and opened > sum(t.lemma in {")", "]"} for t in sentence.tokens[first:end]):
        end = closing[0] + 1
    if not is_noun(sentence, head) or trigger >= first:
        return end
    for _ in range(3):
        phrase = _phrase_at(sentence, end, head)
        if phrase is None or trigger in phrase or sentence.tokens[end].lemma.lower() in stops:
            return end
        end = phrase[-1] + 1
        while sentence.tokens[end - 1].upos == "PUNCT" and sentence.tokens[end - 1].lemma not in {")", "]"}:
            end -= 1
    return end


def _phrase_at(sentence: Sentence, at: int, head: int) -> tuple[int, ...] | None:
    """The phrase that begins at a token and tells of the noun before it, not of the clause."""
    if at >= len(sentence.tokens) or sentence.tokens[at].upos not in {"ADP", "SCONJ", "PART"}:
        return None
    top = at
    for k in sentence.ancestors(at):
        if k < at or sentence.subtree(k)[0] != at:
            break
        top = k
    token, case = sentence.tokens[top], sentence.tokens[at].lemma.lower()
    if case == "as" and top > at and sentence.tokens[at + 1].lemma.lower() == "to":
        return sentence.subtree(top)  # "answers as to why ..."
    if top in (at, head) or base(token.deprel) not in {"obl", "nmod", "acl", "advcl", "xcomp"}:
        return None
    if token.xpos == "VB":
        return sentence.subtree(top) if case == "to" and sentence.tokens[at - 1].lemma.lower() in _PLANNED else None
    if token.xpos == "VBG":
        return sentence.subtree(top) if case in _BELONGING | {"in"} else None
    timely = token.lemma.lower() in _TIMES or token.upos not in {"NOUN", "PROPN", "PRON"}
    if case == "in" and token.upos == "NOUN" and token.lemma.lower() not in _SITES:
        return None if timely else sentence.subtree(top)  # "a quota in the police", "a rise in wages"
    return sentence.subtree(top) if case in _BELONGING and not timely else None


def joined(sentences: Sequence[Sentence], found: Iterable[FoundContent]) -> tuple[FoundContent, ...]:
    """Contents in order, without those that lie in another; "the sacking of A | for B", found as two, is one."""
    kept: list[FoundContent] = []
    for one in sorted(found, key=lambda c: (c.content.span.start, -c.content.span.end)):
        last = kept[-1] if kept else None
        if last is None or last.sentence != one.sentence:
            kept.append(one)
        elif not last.content.span.covers(one.content.span):
            sentence = sentences[one.sentence]
            between = list(range(max(last.tokens) + 1, min(one.tokens)))
            near = len(between) == 1 and sentence.tokens[between[0]].lemma.lower() in _BELONGING | {"to"}
            if near and last.content.polarity == one.content.polarity:
                tokens = last.tokens | one.tokens | frozenset(between)
                span = last.content.span.join(one.content.span)
                kept[-1] = replace(last, content=replace(last.content, span=span), tokens=tokens)
            else:
                kept.append(one)
    return tuple(kept)


def cut_before(sentence: Sentence, one: FoundContent, evoking: Collection[int]) -> FoundContent:
    """ "Blamed the delay | on the mayor": without what a preposition opens that makes the verb what it is."""
    cut = min((k for k in evoking if k in one.tokens and k > min(one.tokens)), default=None)
    if cut is None or one.sentence != sentence.index or sentence.tokens[cut].upos != "ADP":
        return one
    first = min(one.tokens)
    return replace(
        one, content=replace(one.content, span=sentence.cover(first, cut)), tokens=frozenset(range(first, cut))
    )


def _bare_subject(sentence: Sentence, clause: int, trigger: int) -> int | None:
    """ "Demanding the government resign": a bare verb's subject, where the tree gives it to the verb above."""
    token = sentence.tokens[clause]
    if token.deprel != "xcomp" or token.head != trigger or token.xpos != "VB" or sentence.dependents(clause, "mark"):
        return None
    objects = [k for k in sentence.dependents(trigger, "obj", "iobj") if trigger < k < clause]
    return objects[-1] if objects else None


def _quoted_to(sentence: Sentence, first: int, end: int) -> int:
    """Where a quotation ends that a content opens: it is one's words to its closing mark, whatever the tree hangs apart."""
    if not _left_open(sentence, first, end):
        return end
    closing = next((i for i in range(end, len(sentence.tokens)) if sentence.tokens[i].xpos == "''"), end)
    while closing > end and sentence.tokens[closing - 1].upos == "PUNCT":
        closing -= 1
    return closing


def _left_open(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a quotation opens inside and does not close: its closing mark was trimmed, or hangs elsewhere."""
    opened = sum(sentence.tokens[i].xpos == "``" for i in range(first, end))
    return opened > sum(sentence.tokens[i].xpos == "''" for i in range(first, end))


def _finite_beside(sentence: Sentence, clause: int) -> list[int]:
    verbal = sentence.tokens[clause].xpos == "VBG"
    return [
        k for k in sentence.dependents(clause, "conj") if verbal and sentence.tokens[k].xpos in {"VBZ", "VBP", "VBD"}
    ]


def _is_clause(sentence: Sentence, head: int) -> bool:
    return sentence.tokens[head].upos in {"VERB", "AUX"} or bool(sentence.dependents(head, "cop"))


def _separate(sentence: Sentence, clause: int) -> list[int]:
    """Coordinated clauses that are contents of their own: not where they share what follows ("arrest and try them")."""
    if sentence.dependents(clause, "cop"):
        return []
    finite = bool(sentence.dependents(clause, "nsubj"))
    found = []
    for k in sentence.dependents(clause, "conj"):
        if k in _finite_beside(sentence, clause):
            continue  # "accuse him of lying and demand that he go": the finite verb is the matrix verb's equal
        own = [j for j in sentence.children[clause] if clause < j < k and base(sentence.tokens[j].deprel) not in _LIGHT]
        whole = bool(sentence.dependents(k, "mark", "nsubj"))  # "that they stop the work and pay" is one
        if whole or (not finite and (own or not sentence.dependents(k, "obj"))):
            found.append(k)
            found.extend(_separate(sentence, k))
    return found


def _below(sentence: Sentence, index: int, top: int) -> int:
    """The ancestor of a token (or itself) that hangs directly on ``top``."""
    for parent in sentence.ancestors(index):
        if parent == top:
            return index
        index = parent
    return index


def _is_not_only(sentence: Sentence, index: int) -> bool:
    after = sentence.tokens[index + 1].lemma.lower() if index + 1 < len(sentence.tokens) else ""
    return sentence.tokens[index].lemma.lower() == "not" and after in _ONLY


def _leads(sentence: Sentence, head: int, index: int) -> bool:
    token = sentence.tokens[index]
    if token.upos == "PUNCT":
        return True
    if _is_not_only(sentence, index) or (index and _is_not_only(sentence, index - 1)):
        return True  # "is claiming not just the presidency"
    if token.upos == "ADP" and index + 1 == head and sentence.tokens[head].xpos == "VBG":
        return True  # "for | remaining spectators", hung on the noun behind
    case_next = sentence.tokens[index + 1] if index + 1 < head else None
    if token.upos == "ADV" and case_next is not None and case_next.head == head and case_next.upos == "ADP":
        return True  # "mainly over the levy"
    at_head = token.head == head or (base(token.deprel) == "fixed" and sentence.tokens[token.head].head == head)
    return (
        at_head and base(token.deprel) in LEADING | {"fixed"} and token.upos in {"ADP", "SCONJ", "PART", "CCONJ", "ADV"}
    )
