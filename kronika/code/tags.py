"""A sentence in, the tag at its end out: "..., the party said on Thursday." or "..., said a witness."

Read from the words' kinds in their order, not from the tree: whatever the tree makes of a tag, all before it is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from kronika.records import Sentence
from kronika.scheme.voices import VoiceLexicon, load_voices

DASHES = frozenset({"-", "–", "—", "--"})
SHORT = 4  # words of a source behind a headline's colon
LONGEST = 25  # tokens behind the comma: "the ministry's spokesman for the region said in a statement on Monday"
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART"})
BEHIND = NOMINAL | {"ADV", "PUNCT"}
COMMAS = frozenset({",", "”", "''", '"', "--", "–", "—"})
TIMES = frozenset(
    {
        "today",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "earlier",
        "later",
    }
)


@dataclass(frozen=True, slots=True)
class Tag:
    """``verb`` of saying, head of its ``speaker``; all tokens before ``comma`` are said."""

    verb: int
    speaker: int
    comma: int


def headline_tag(sentence: Sentence) -> Tag | None:
    """ "Four hurt in blast: police", "Four hurt - police": a headline that names its source behind the last mark."""
    marks = [i for i, t in enumerate(sentence.tokens) if t.lemma == ":" or (t.lemma in DASHES and t.xpos != "HYPH")]
    if not marks or sentence.tokens[-1].lemma in {".", "!", "?"}:
        return None
    behind = range(marks[-1] + 1, len(sentence.tokens))
    short = 0 < len(behind) <= SHORT and marks[-1] > len(behind)
    if not short or any(sentence.tokens[i].upos not in {"NOUN", "PROPN", "ADJ", "DET"} for i in behind):
        return None
    if sentence.tokens[behind.start].lemma.lower() in {"a", "an"}:
        return None  # "...: a timeline" is what one is about to read
    speaker = sentence.head_of(behind.start, behind.stop)
    if sentence.tokens[marks[-1]].lemma in DASHES and sentence.tokens[speaker].upos != "NOUN":
        return None  # "... - The Gazette" is whose page it is
    return Tag(marks[-1], speaker, marks[-1])


def find_tag(sentence: Sentence, lexicon: VoiceLexicon | None = None) -> Tag | None:
    """The tag that closes a sentence, if there is one."""
    lexicon = lexicon or load_voices()
    for i in range(len(sentence.tokens) - 1, max(len(sentence.tokens) - LONGEST, 1), -1):
        if (tag := tag_at(sentence, i, lexicon)) is not None:
            return tag
    return None


def tag_at(sentence: Sentence, verb: int, lexicon: VoiceLexicon) -> Tag | None:
    """The tag whose verb is this one: nothing but a speaker before it or behind it, and the sentence's end."""
    token = sentence.tokens[verb]
    if token.upos != "VERB" or token.xpos not in {"VBD", "VBZ", "VBP"} or token.lemma.lower() not in lexicon.tags:
        return None
    comma = _comma_before(sentence, verb)
    if comma is None or comma < 2:
        return None
    behind = [i for i in range(verb + 1, len(sentence.tokens)) if sentence.tokens[i].upos != "PUNCT"]
    behind = behind[: _clause_behind(sentence, behind)]
    if len(behind) > LONGEST - (verb - comma):
        return None
    if any(sentence.tokens[i].upos not in BEHIND for i in behind):
        return None
    subjects = sentence.dependents(verb, "nsubj")
    if subjects and all(k < comma for k in subjects):
        return None  # "Anna Kern, of the union, said": the comma stands within the speaker
    before = range(comma + 1, verb)
    if (
        not before
        and (named := _name_behind_title(sentence, comma))
        and _may_follow(sentence, token.lemma.lower(), behind, lexicon)
    ):
        return Tag(verb, sentence.head_of(named.start, named.stop), named.start - 1)
    if before:
        fits = _may_follow(sentence, token.lemma.lower(), behind, lexicon)
        return Tag(verb, _subject(sentence, verb, before), comma) if fits and _names(sentence, before) else None
    inverted = range(behind[0], behind[-1] + 1) if behind else range(0)
    if not inverted or not _names(sentence, inverted) or sentence.tokens[inverted[0]].upos == "ADP":
        return None
    return Tag(verb, _subject(sentence, verb, inverted), comma)


def _clause_behind(sentence: Sentence, behind: list[int]) -> int | None:
    """Where a clause begins that goes on about the tag: "say several of those *who* ...", "said, *citing* witnesses"."""
    for n, i in enumerate(behind):
        going_on = sentence.tokens[i].xpos == "VBG" and sentence.tokens[i - 1].lemma == ","
        if going_on or (n and sentence.tokens[i].xpos == "WP"):
            return n
    return None


def _name_behind_title(sentence: Sentence, comma: int) -> range | None:
    """ "..., the mayor of Dorn, Ivo Lenz, told reporters": the title and its name between commas, from the title on."""
    name = _comma_before(sentence, comma)
    title = None if name is None or name == comma - 1 else _comma_before(sentence, name)
    if title is None or name is None or title == name - 1 or title < 2:
        return None
    fits = _names(sentence, range(title + 1, name)) and sentence.tokens[comma - 1].upos == "PROPN"
    return range(title + 1, name) if fits else None


def _comma_before(sentence: Sentence, verb: int) -> int | None:
    at = verb - 1
    while at > 0 and sentence.tokens[at].upos in NOMINAL and sentence.tokens[at].xpos not in {"WP", "WDT", "WP$"}:
        at -= 1
    return at if at > 0 and sentence.tokens[at].lemma in COMMAS else None


def _names(sentence: Sentence, span: range) -> bool:
    return any(sentence.tokens[i].upos in {"NOUN", "PROPN", "PRON"} for i in span)


def _subject(sentence: Sentence, verb: int, span: range) -> int:
    """The speaker's head: the tree's subject where it lies in the stretch, else the stretch's last name or noun."""
    inside = [k for k in sentence.dependents(verb, "nsubj") if k in span]
    return inside[-1] if inside else sentence.head_of(span.start, span.stop)


def _may_follow(sentence: Sentence, lemma: str, behind: list[int], lexicon: VoiceLexicon) -> bool:
    """Behind "X said" there may be a place, a time or whom X told, but no object: "police said nothing" says it all."""
    if not behind:
        return True
    first = sentence.tokens[behind[0]]
    return first.upos in {"ADP", "ADV"} or first.lemma.lower() in TIMES or lemma in lexicon.hearers
