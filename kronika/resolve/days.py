"""``find_days``: every date phrase of a report's sentences, resolved against the day, month or year it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kronika.records import ROOT, Date, Sentence, Span
from kronika.resolve import periods
from kronika.resolve.meanings import MEANINGS, Context
from kronika.resolve.periods import DAY, Period
from kronika.resolve.phrases import BETWEEN, CLOSES, FROM, FUTURE, JOINS, ONWARDS, OPENS, PART_AFTER, PART_OF, PATTERNS

BY = re.compile(r"\bby\s+$", re.IGNORECASE)
REACH = 6  # sentences over which "the same evening" looks back for its day
DATED = frozenset(
    {"byline", "dateline"}
)  # the day in them is the report's own, if it was believed; it tells of nothing
PLANNED = frozenset({"schedule", "plan", "slate", "reschedule", "postpone", "expect", "set"})
FUTURE_HEADS = frozenset(
    {"plan", "schedule", "intend", "expect", "threaten", "vow", "call", "prepare", "promise", "set", "due"}
)
# A plan told as past: what they name lies ahead of it, and may have come since ("offered to meet on Friday").
INTENT = frozenset({"offer", "agree", "pledge", "propose", "decide", "invite", "urge", "promise", "vow", "threaten"})
CALLING = frozenset({"call", "appeal", "press", "push"})  # "called for a sit-in on Sunday"
BEGINNING = frozenset({"start", "begin", "commence"})
SAYING = frozenset(
    {
        "say",
        "tell",
        "report",
        "add",
        "announce",
        "state",
        "write",
        "note",
        "quote",
        "inform",
        "explain",
        "confirm",
        "warn",
        "tweet",
        "post",
    }
)
FOR = re.compile(r"\bfor\s+(?:the\s+)?(?:(?:early|late|next)\s+)?$", re.IGNORECASE)  # "called a strike for Monday"
TO_BE = re.compile(r"\b(?:is|are|was|were)\s+to\s+(?!have\b)\w+\b[^.;,]*$", re.IGNORECASE)  # "is to be held on Friday"


def find_days(text: str, sentences: Iterable[Sentence], published: str | None) -> tuple[Date, ...]:
    """The date phrases of all sentences in order. A phrase that cannot be resolved has neither ``first`` nor ``last``.

    ``published`` is all that is known of the report's day: one that was refused when it was gathered ("2099") resolves
    nothing, neither as the day of publication nor as one told before.
    """
    context = Context(periods.published_period(published))
    found: list[Date] = []
    told = 0
    for sentence in sentences:
        if sentence.index - told > REACH:
            context = replace(context, previous=None)
        for when in _sentence_days(text, sentence, context):
            found.append(when)
            whole = when.first is not None and when.last is not None
            if whole and when.precision == "day" and sentence.role not in DATED and _tells(sentence, when):
                context, told = replace(context, previous=Period(when.first, when.last)), sentence.index
    return tuple(found)


def _tells(sentence: Sentence, when: Date) -> bool:
    """Whether later words may count from a day: not from that on which something was said, nor from one still to come."""
    if when.span is None or not sentence.tokens or all(token.head == ROOT for token in sentence.tokens):
        return True
    index = next((i for i, token in enumerate(sentence.tokens) if token.end >= when.span.end), None)
    if index is None:
        return True
    for i in (index, *sentence.ancestors(index)):
        token = sentence.tokens[i]
        if token.upos == "VERB":
            helpers = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(i, "aux")}
            return token.lemma.lower() not in SAYING and not helpers & {"will", "shall", "would"}
    return True


def _sentence_days(text: str, sentence: Sentence, context: Context) -> list[Date]:
    words = sentence.span.of(text)
    base = sentence.span.start
    dates: list[Date] = []
    previous = context.previous
    for match, name in _matches(words):
        future, past = _tense(text, sentence, base + match.start())
        period = MEANINGS[name](match, replace(context, previous=previous, future=future, past=past))
        if period is None:
            continue
        if name == "range" and (days := _two_days(words, match, period)):
            dates += [Date(Span(base + first, base + end), when.first, when.last, "day") for first, end, when in days]
            continue
        if name != "shift" or period.day is None:  # "by midday" is of its day
            start, end, period = _widen(words, match.start(), match.end(), period)
        else:
            start, end = match.span()
        dates.append(Date(Span(base + start, base + end), period.first, period.last, period.precision))
        if period.precision == "day" and period.day is not None and _tells(sentence, dates[-1]):
            previous = period
    return _joined(text, base, dates)


def _two_days(words: str, match: re.Match[str], period: Period) -> list[tuple[int, int, Period]]:
    """ "4 and 8 March" is two days, unless they follow on each other or "between" stands before."""
    groups = match.groupdict()
    between = words[match.end("day") : match.start("day2")].strip().lower()
    if groups.get("month2") or between not in {"and", "or", "&"} or period.first is None or period.last is None:
        return []
    if period.first + DAY >= period.last or BETWEEN.search(words[: match.start()]):
        return []
    halves = ((match.start(), match.end("day")), (match.start("day2"), match.end()))
    return [(*half, periods.day(when)) for half, when in zip(halves, (period.first, period.last), strict=True)]


def _matches(words: str) -> Iterator[tuple[re.Match[str], str]]:
    """The patterns' matches, left to right, none overlapping; the longest wins, among equals the pattern listed first."""
    found = [(match, name, rank) for rank, (name, pattern) in enumerate(PATTERNS) for match in pattern.finditer(words)]
    found.sort(key=lambda item: (item[0].start() - item[0].end(), item[2], item[0].start()))
    taken: list[tuple[re.Match[str], str]] = []
    for match, name, _ in found:
        if all(match.end() <= other.start() or other.end() <= match.start() for other, _ in taken):
            taken.append((match, name))
    return iter(sorted(taken, key=lambda item: item[0].start()))


def _widen(words: str, start: int, end: int, period: Period) -> tuple[int, int, Period]:
    """Takes in "the evening of", "since", "as of": words that belong to the phrase and may open or close it."""
    if (after := PART_AFTER.match(words[end:])) is not None:
        end += after.end()
    if (part := PART_OF.search(words[:start])) is not None:
        start = part.start()
        if part.group("week") and period.first is not None:
            period = periods.week(period.first)
    cue = words[start:end].split()[0].lower() if start < end else ""
    before = words[:start]
    if (opens := OPENS.search(before)) is not None:
        return opens.start(), end, replace(period, last=None)
    if part is not None and not part.group("week") and BY.search(before):
        return start, end, period  # "by midday on Thursday"
    if (closes := CLOSES.search(before)) is not None:
        return closes.start(), end, replace(period, first=None)
    if cue == "since" or (ONWARDS.match(words[end:]) and (cue == "from" or FROM.search(before))):
        return start, end, replace(period, last=None)
    if cue in {"until", "till", "by"}:
        return start, end, replace(period, first=None)
    return start, end, period


def _joined(text: str, base: int, dates: list[Date]) -> list[Date]:
    """ "from Monday to Wednesday", "between 3 May and 5 June", "Saturday and Sunday": one stretch of two dates."""
    joined: list[Date] = []
    for when in dates:
        if joined and (both := _join(text, base, joined[-1], when)) is not None:
            joined[-1] = both
        else:
            joined.append(when)
    return joined


def _join(text: str, base: int, left: Date, right: Date) -> Date | None:
    if left.span is None or right.span is None or left.precision != right.precision:
        return None
    between = text[left.span.end : right.span.start]
    lead = BETWEEN.search(text[base : left.span.start])
    first, last = left.first, right.last or right.first
    if first is None or last is None or first > last:
        return None
    consecutive = left.last is not None and right.first is not None and right.first - left.last == DAY
    closing = text[right.span.start : right.span.end].split()[0].lower() in {"until", "till", "to", "through"}
    if (JOINS.match(between) and (lead or consecutive)) or (lead and closing and not between.strip()):
        start = base + lead.start() if lead else left.span.start
        return Date(Span(start, right.span.end), first, last, left.precision)
    return None


def _tense(text: str, sentence: Sentence, start: int) -> tuple[bool, bool]:
    """Whether the words at ``start`` tell of the future or of the past: by the nearest verb above, else by cue words.

    Both where a plan is told of in a past that may have overtaken it: "were held ahead of a march planned for Sunday".
    """
    index = next((i for i, token in enumerate(sentence.tokens) if token.end > start), None)
    before = text[sentence.span.start : start]
    if FOR.search(before) or TO_BE.search(before[-80:]):
        return True, False
    if index is None or all(token.head == ROOT for token in sentence.tokens):
        return bool(FUTURE.search(before[-60:])), False
    for i in (index, *sentence.ancestors(index)):
        token = sentence.tokens[i]
        if token.upos not in {"VERB", "AUX"} and not any(
            sentence.tokens[k].deprel in {"cop", "aux"} for k in sentence.children[i]
        ):
            continue
        if token.xpos == "VBG" and token.lemma.lower() in BEGINNING and token.head != ROOT:
            continue  # "will strike, starting on Sunday"
        if token.lemma.lower() == "invite" and i != index:
            return True, False  # "has invited the minister to talks on Monday"
        if token.lemma.lower() in CALLING and any(
            k < index for k in sentence.dependents(i, "obl") if _has_case(sentence, k, "for")
        ):
            return True, token.xpos in {"VBD", "VBN"}
        if token.lemma.lower() in INTENT and any(k < index for k in sentence.dependents(i, "xcomp")):
            return True, token.xpos in {"VBD", "VBN"}  # behind "offered to meet", wherever the tree hangs it
        helpers = {sentence.tokens[k].lemma.lower() for k in sentence.dependents(i, "aux", "cop")}
        if helpers & {"will", "shall", "wo", "'ll", "’ll"} or ("would" in helpers and "have" not in helpers):
            return True, False  # "said that talks would go on on Monday" is as much to come as "will"
        if token.xpos == "VB" and token.deprel in {"xcomp", "advcl", "acl"}:
            governor = sentence.tokens[token.head].lemma.lower()
            future = governor in FUTURE_HEADS | INTENT | {"go"}
            vowed = sentence.tokens[token.head].xpos == "VBD"
            return future, future and (vowed or _is_told_as_past(sentence, i))
        if token.xpos in {"VBP", "VBZ", "VBG"} and token.lemma.lower() in FUTURE_HEADS - {"call", "set"}:
            return True, False  # "plan another march on Thursday"
        if token.xpos in {"VBD", "VBN"}:
            told = token.xpos == "VBD" or _has_past_helper(sentence, i)
            future = token.lemma.lower() in PLANNED and token.xpos == "VBN"
            return future, _is_told_as_past(sentence, i) if future else told and token.lemma.lower() not in PLANNED
        return False, _has_past_helper(sentence, i)
    return bool(FUTURE.search(before[-60:])), False


def _has_case(sentence: Sentence, index: int, case: str) -> bool:
    return any(sentence.tokens[k].lemma.lower() == case for k in sentence.dependents(index, "case"))


def _is_told_as_past(sentence: Sentence, index: int) -> bool:
    """Whether a noun that is said to be planned stands under a verb of the past."""
    above = [sentence.tokens[k] for k in sentence.ancestors(index)]
    return any(t.upos == "NOUN" for t in above) and any(
        t.xpos == "VBD" or (t.xpos == "VBN" and _has_past_helper(sentence, k))
        for k, t in zip(sentence.ancestors(index), above, strict=True)
    )


def _has_past_helper(sentence: Sentence, index: int) -> bool:
    """ "was held", "had met", "has been": past, whatever the form of the verb itself."""
    helpers = [sentence.tokens[k] for k in sentence.dependents(index, "aux", "cop")]
    return any(helper.xpos == "VBD" or helper.lemma.lower() == "have" for helper in helpers)
