"""A trigger and its rule's content slots in, contents out: what is demanded, alleged, threatened, announced, in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kronika.code.asked import asked_verbs, called_upon
from kronika.code.issues import called, issues, of_protesters, through
from kronika.code.quotes import find_quotes
from kronika.code.slots import slot_contents
from kronika.code.trees import base, coordinated, is_noun
from kronika.code.wording import FoundContent, content_at
from kronika.records import Content, Reading, Report, Sentence, Span
from kronika.records.mentions import Polarity
from kronika.scheme.voices import VoiceLexicon, load_voices

ITEM_MARK = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|[-–—•*·‣●▪])\s+")
ITEM_JOINT = re.compile(r"[;,]\s+(?:and|or)[\s,]*$")  # before the last item: "an inquiry; and"
EDGES = " \t\n\r\f\v ,;:.!?–—-\"“”„«»'‘’`"
MOST_ITEMS = 100


def find_contents(
    report: Report,
    reading: Reading,
    sentence: Sentence,
    trigger: int,
    slots: Mapping[str, Polarity],
    lexicon: VoiceLexicon | None = None,
    carrier: int | None = None,
) -> tuple[FoundContent, ...]:
    """What a mention's words demand, allege, threaten or announce; ``slots`` is the rule's ``content``, ``carrier`` the
    light verb of its noun.

    Each coordinated clause or phrase is a content of its own, and so is each item of a list that follows a colon.
    """
    if not slots:
        return ()
    lexicon = lexicon or load_voices()
    found = list(slot_contents(sentence, trigger, slots))
    predicated = _predicated(sentence, trigger, slots)
    if predicated is not None:
        found.append(predicated)
    if "against" in slots:
        found.extend(issues(sentence, trigger, lexicon))
        found.extend(of_protesters(sentence, trigger, lexicon))
        found.extend(called(sentence, trigger, lexicon))
    if carrier is not None:
        found.extend(through(sentence, trigger, carrier, slots, lexicon))
    if slots.get("clause") == "wanted":
        found.extend(_besides(sentence, trigger))
        if not found and sentence.tokens[trigger].upos == "NOUN":  # "handed in a memorandum demanding ..."
            found.extend(issues(sentence, trigger, lexicon))
            found.extend(() if carrier is None else issues(sentence, carrier, lexicon, event=trigger))
    items = tuple(_listed(report, reading, sentence, slots))
    if items:
        return items
    if not found and sentence.tokens[trigger].upos == "NOUN" and sentence.tokens[trigger].lemma in lexicon.wishes:
        found.extend(_behind_colon(sentence, trigger, next(iter(slots.values()))))
    if not found and "clause" in slots:
        found.extend(_before(sentence, trigger, slots["clause"]))
    if not found and "clause" in slots:
        found.extend(_quoted(report, sentence, trigger, slots["clause"], lexicon))
    kept: dict[Span, FoundContent] = {}
    for one in found:
        if not _is_named(report.text, sentence, trigger, one):
            kept.setdefault(one.content.span, one)
    return tuple(sorted(kept.values(), key=lambda one: one.content.span))


def _is_named(text: str, sentence: Sentence, trigger: int, found: FoundContent) -> bool:
    """ "The sit-in of Mothers Against Mining": a preposition with a capital, where the sentence has no title's capitals."""
    plain = text[sentence.tokens[trigger].start].islower() and found.sentence == sentence.index
    return plain and text[: found.content.span.start].rstrip().endswith((" Against", " Over", " For"))


def _besides(sentence: Sentence, trigger: int) -> Iterator[FoundContent]:
    """ "In addition to freeing the captives, they demanded ...": what is wanted too."""
    for k in sentence.dependents(trigger, "advcl", "obl"):
        if k > trigger:
            continue
        opening = [sentence.tokens[j].lemma.lower() for j in sentence.subtree(k)[:3]]
        beside = [sentence.tokens[j].lemma.lower() for j in range(max(0, k - 3), k)]
        if sentence.tokens[k].xpos == "VBG" and (
            {"besides", "beyond"} & set(opening) or "addition" in (*opening, *beside)
        ):
            for part in (k, *sentence.dependents(k, "conj")):
                made = content_at(sentence, part, "wanted", trigger)
                if made is not None:
                    yield made


def _predicated(sentence: Sentence, noun: int, slots: Mapping[str, Polarity]) -> FoundContent | None:
    """ "Their demand is that he go", "is his resignation", "has been for a recount": what the noun is said to be."""
    token = sentence.tokens[noun]
    head = token.head
    if not is_noun(sentence, noun) or base(token.deprel) != "nsubj" or not sentence.dependents(head, "cop"):
        return None
    marks = [k for k in sentence.dependents(head, "case", "mark") if k < head]
    words = {sentence.tokens[k].lemma.lower() for k in marks}
    if not marks and is_noun(sentence, head) and token.lemma.lower() in load_voices().wishes:
        words = {"for"}
    slot = next((s for s in slots if s in words), "clause" if words & {"that", "to"} else "")
    if slot not in slots:
        return None
    first = min(marks, default=sentence.dependents(head, "cop")[-1]) + 1
    inside = [k for k in sentence.subtree(head) if k >= first and sentence.tokens[k].upos != "PUNCT"]
    if not inside:
        return None
    content = Content(sentence.cover(first, inside[-1] + 1), slots[slot])
    return FoundContent(content, sentence.index, frozenset(range(first, inside[-1] + 1)))


def _before(sentence: Sentence, trigger: int, polarity: Polarity) -> Iterator[FoundContent]:
    """ "A plant should be built, the union demanded": the clause that a tag in mid-sentence or at its end is about."""
    token = sentence.tokens[trigger]
    subjects = sentence.dependents(trigger, "nsubj")
    if token.deprel != "parataxis" or not subjects or sentence.dependents(trigger, "obj", "ccomp", "xcomp"):
        return
    comma = sentence.subtree(subjects[0])[0] - 1
    if comma < 2 or sentence.tokens[comma].lemma not in {",", "”", "''", '"'} or trigger < token.head:
        return
    first, end = sentence.subtree(token.head)[0], comma
    while end > first and sentence.tokens[end - 1].upos == "PUNCT":
        end -= 1
    while first < end and sentence.tokens[first].upos == "PUNCT":
        first += 1
    if first < end:
        yield FoundContent(Content(sentence.cover(first, end), polarity), sentence.index, frozenset(range(first, end)))


def _quoted(
    report: Report, sentence: Sentence, trigger: int, polarity: Polarity, lexicon: VoiceLexicon
) -> Iterator[FoundContent]:
    """A quotation in the trigger's sentence, where the tree gave no clause."""
    for quote in find_quotes(report.text, [sentence.span]):
        if len(quote.inner.of(report.text).split()) <= lexicon.scare_words:
            continue
        tokens = frozenset(
            i for i, t in enumerate(sentence.tokens) if quote.inner.start <= t.start and t.end <= quote.inner.end
        )
        if tokens and trigger not in tokens:
            span = trimmed(report.text, quote.inner)
            if len(span):
                yield FoundContent(Content(span, polarity), sentence.index, tokens)


def _listed(
    report: Report, reading: Reading, sentence: Sentence, slots: Mapping[str, Polarity]
) -> Iterator[FoundContent]:
    """The items of a list that a colon at the end of the trigger's sentence announces."""
    if not sentence.span.of(report.text).rstrip().endswith(":"):
        return
    polarity: Polarity = slots["clause"] if "clause" in slots else next(iter(slots.values()))
    following = reading.sentences[sentence.index + 1 : sentence.index + 1 + MOST_ITEMS]
    for item in following:
        if item.role != "list":
            return
        span = trimmed(report.text, _without_mark(report.text, item.span))
        for part in _items(report.text, item, span):
            tokens = frozenset(i for i, t in enumerate(item.tokens) if part.start <= t.start and t.end <= part.end)
            if len(part) and tokens:
                yield FoundContent(Content(part, polarity), item.index, tokens)


def _items(text: str, item: Sentence, span: Span) -> Iterator[Span]:
    """An item of a list: without "that", and parted where it joins two things with articles of their own."""
    tokens = [i for i, t in enumerate(item.tokens) if span.start <= t.start]
    if (called := called_upon(item)) is not None:  # "the prosecutor | to drop the charges and | to free them"
        verbs = asked_verbs(item, called[1])
        ends = [item.tokens[item.subtree(k)[0]].start for k in verbs[1:]]
        for verb, end in zip(verbs, (*ends, span.end), strict=True):
            yield trimmed(text, Span(item.tokens[verb].start, end))
        return
    head = item.head_of(tokens[0], tokens[-1] + 1) if tokens else 0
    joint = [k for k in coordinated(item, head) if k > head] if tokens and is_noun(item, head) else []
    cuts = [
        item.tokens[item.subtree(k)[0]].start for k in joint if item.dependents(k, "det") and item.dependents(k, "cc")
    ]
    start = span.start
    for cut in (*cuts, span.end):
        part = trimmed(text, Span(start, cut))
        first = part.of(text).split(" ", 1)
        skip = len(first[0]) + 1 if first[0].lower() in {"that", "and"} and len(first) > 1 else 0
        yield Span(part.start + skip, part.end)
        start = cut


def _behind_colon(sentence: Sentence, trigger: int, polarity: Polarity) -> Iterator[FoundContent]:
    """ "They have three demands: higher wages, shorter hours": what a colon in the same sentence lists."""
    colon = next((i for i in range(trigger, len(sentence.tokens)) if sentence.tokens[i].lemma == ":"), None)
    if colon is None or colon + 1 >= len(sentence.tokens) or sentence.tokens[colon + 1].xpos == "``":
        return
    last = len(sentence.tokens) - 1
    end = last + 1 if sentence.tokens[last].upos != "PUNCT" else last
    if end <= colon + 1:
        return
    heads = coordinated(sentence, sentence.head_of(colon + 1, end))
    beside = [k for head in heads for k in sentence.dependents(head, "appos", "list")]
    for part in (*heads, *beside):
        made = content_at(sentence, part, polarity, trigger) if part > colon else None
        if made is not None:
            yield made


def _without_mark(text: str, span: Span) -> Span:
    mark = ITEM_MARK.match(text, span.start, span.end)
    joint = ITEM_JOINT.search(text, span.start, span.end)
    return Span(mark.end() if mark else span.start, joint.start() if joint else span.end)


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks and punctuation at its edges."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end)
