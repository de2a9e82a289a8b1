"""A trigger and its rule's content slots in, contents out: what is demanded, alleged, threatened, announced, in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kronika.code.arguments import predicate_arguments
from kronika.code.asked import asked_verbs, called_upon
from kronika.code.quotes import find_quotes
from kronika.code.subjects import surface_subjects
from kronika.code.trees import base, case_of, coordinated, is_noun
from kronika.code.wording import FoundContent, content_at, parts_of
from kronika.records import Content, Reading, Report, Sentence, Span
from kronika.records.mentions import Polarity
from kronika.scheme.measures import load_measures
from kronika.scheme.voices import VoiceLexicon, load_voices

CARRIED = frozenset({"against", "for", "over", "about"})
SAYING = frozenset({"say", "add", "tell", "note", "argue", "report"})
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
    found = list(_slot_contents(sentence, trigger, slots))
    predicated = _predicated(sentence, trigger, slots)
    if predicated is not None:
        found.append(predicated)
    if "against" in slots:
        found.extend(_issues(sentence, trigger, lexicon))
        found.extend(_of_protesters(sentence, trigger, lexicon))
    if carrier is not None:
        found.extend(_through(sentence, trigger, carrier, slots, lexicon))
    if slots.get("clause") == "wanted":
        found.extend(_besides(sentence, trigger))
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
        kept.setdefault(one.content.span, one)
    return tuple(sorted(kept.values(), key=lambda one: one.content.span))


def _slot_contents(sentence: Sentence, trigger: int, slots: Mapping[str, Polarity]) -> Iterator[FoundContent]:
    arguments = predicate_arguments(sentence, trigger)
    for slot, polarity in slots.items():
        if slot == "clause":
            heads = [k for k in arguments.clause if not is_noun(sentence, trigger) or _tells(sentence, k)]
            heads = [k for k in heads if not _saying(sentence, k)]
        else:
            # "accused X of Russia of sending": where the preposition opens a clause, that is the content
            heads = _clauses_after(sentence, trigger, slot) or list(arguments.slot(slot))
            heads = [k for k in heads or _strayed(sentence, trigger, slot) if not _lasts(sentence, k)]
        parts = [part for head in heads for part in (head, *parts_of(sentence, head))]
        for part in dict.fromkeys(parts):
            made = content_at(sentence, part, polarity, trigger, slots)
            if made is not None:
                yield made


def _through(
    sentence: Sentence, trigger: int, carrier: int, slots: Mapping[str, Polarity], lexicon: VoiceLexicon
) -> Iterator[FoundContent]:
    """What hangs on the light verb: "went on strike, demanding ...", "staged a protest on Saturday against ..."."""
    for slot in slots:
        if slot in CARRIED:
            heads = [k for k in predicate_arguments(sentence, carrier).slot(slot) if not _lasts(sentence, k)]
            for head in heads:
                made = content_at(sentence, head, slots[slot], trigger)
                if made is not None and trigger not in made.tokens:
                    yield made
    if "against" in slots:
        yield from _issues(sentence, carrier, lexicon, event=trigger)
        yield from _of_protesters(sentence, carrier, lexicon)


def _of_protesters(sentence: Sentence, verb: int, lexicon: VoiceLexicon) -> Iterator[FoundContent]:
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
                yield from _slot_contents(sentence, k, {"to": "unwanted"})


def _asked(sentence: Sentence, verb: int, polarity: Polarity) -> Iterator[FoundContent]:
    yield from _slot_contents(sentence, verb, {"object": polarity, "clause": polarity, "for": polarity})
    yield from _slot_contents(sentence, verb, {"against": "unwanted", "at": "unwanted", "over": "unwanted"})


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


def _saying(sentence: Sentence, clause: int) -> bool:
    """ "Denied it, saying that ...": a clause that goes on to speak is not what was denied."""
    token = sentence.tokens[clause]
    return token.xpos == "VBG" and token.lemma.lower() in SAYING and not _tells(sentence, clause)


def _tells(sentence: Sentence, clause: int) -> bool:
    """ "The demand that he go", "a call to strike"; not "an appeal issued by the union"."""
    return base(sentence.tokens[clause].deprel) == "ccomp" or bool(sentence.dependents(clause, "mark", "nsubj"))


def _lasts(sentence: Sentence, head: int) -> bool:
    """ "Marched for three hours": a time is no issue."""
    return load_measures().units.get(sentence.tokens[head].lemma.lower()) == "time"


def _strayed(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """ "An appeal issued by the union for a strike": a noun's phrase that hangs on the clause between them.

    "Against" is looked for in the words themselves, up to the next finite verb: a march has few other uses for it.
    """
    if preposition == "against":
        for k in range(trigger + 1, len(sentence.tokens)):
            if sentence.tokens[k].upos == "AUX" or sentence.tokens[k].xpos in {"VBD", "VBZ", "VBP"}:
                return []
            if is_noun(sentence, k) and case_of(sentence, k) == "against":
                return list(coordinated(sentence, k))
        return []
    if not is_noun(sentence, trigger) or preposition == "of":
        return []  # "the case opened against members of the league"
    if preposition == "for" and sentence.tokens[trigger].lemma.lower() in load_voices().wishes:
        return _behind(sentence, trigger, preposition)  # "an appeal issued on the channel | for a strike"
    for clause in sentence.dependents(trigger, "acl"):
        for k in sentence.subtree(clause):
            if k > clause and is_noun(sentence, k) and case_of(sentence, k) == preposition:
                return list(coordinated(sentence, k))
    return []


def _behind(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """What a preposition opens behind a noun, up to the next finite verb or comma, whatever it hangs on."""
    for k in range(trigger + 1, len(sentence.tokens)):
        token = sentence.tokens[k]
        if token.upos == "AUX" or token.xpos in {"VBD", "VBZ", "VBP"} or token.lemma == ",":
            return []
        if is_noun(sentence, k) and case_of(sentence, k) == preposition:
            return list(coordinated(sentence, k))
    return []


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


def _clauses_after(sentence: Sentence, trigger: int, preposition: str) -> list[int]:
    """Clauses that a preposition opens: "accused of beating them", "calls for him to go"."""
    found = []
    named = (o for o in sentence.dependents(trigger, "obj") if preposition == "of")
    strayed = (k for o in named for k in sentence.dependents(o, "acl") if sentence.tokens[k].xpos == "VBG")
    for k in (*sentence.dependents(trigger, "advcl", "acl", "xcomp", "ccomp"), *strayed):
        marks = sentence.dependents(k, "mark", "case")
        if any(sentence.tokens[m].lemma.lower() == preposition for m in marks if m < k):
            found.append(k)
    return found


def _issues(
    sentence: Sentence, trigger: int, lexicon: VoiceLexicon, event: int | None = None
) -> Iterator[FoundContent]:
    """What a protest is about: "marched, demanding X", "a strike in protest at X", "rallied in solidarity with X"."""
    for k in (k for k in sentence.children[trigger] if k != event):
        relation = base(sentence.tokens[k].deprel)
        lemma = sentence.tokens[k].lemma.lower()
        if sentence.tokens[k].xpos == "VBN" and relation in {"acl", "advcl"}:  # "a strike called to protest the cuts"
            yield from _issues(sentence, k, lexicon)
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
