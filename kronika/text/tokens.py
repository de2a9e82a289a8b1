"""Text to tokens as UD English (EWT, GUM) cuts them: (start, end) pairs that cover every character that is not space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kronika.text.words import load_words

Pair = tuple[int, int]

# Every repeat is bounded, so that no input makes the search slower than linear.
_LETTER = r"[^\W\d_]"
_RUNS = (("\u00ad", "\u00ad"), ("\u200b", "\u200f"), ("\u202a", "\u202e"), ("\u2060", "\u2069"), ("\ufeff", "\ufeff"))
_HIDDEN = "".join(
    chr(n) for first, last in _RUNS for n in range(ord(first), ord(last) + 1)
)  # soft hyphens, joiners, directions
_UNSEEN = dict.fromkeys(map(ord, _HIDDEN))
_W = rf"[\w\u0300-\u036f{_HIDDEN}]"  # letters, digits, marks
_TLD = "com|org|net|gov|edu|info|int|mil|io|tv|by|ru|ua|uk|de|fr|pl|lt|lv|ee|in|za|cn|au|ca|eu|onion"
_URL_TAIL = ".,;:!?)]}*'\"”’>_"


@cache
def _pattern() -> re.Pattern[str]:
    words = load_words()
    known = words.titles | words.abbreviations
    stops = "|".join(sorted(known | {word.upper() for word in known if len(word) > 2}, key=len, reverse=True))
    numbered = "|".join(sorted(words.before_number, key=len, reverse=True))
    prefixes = "|".join(sorted(words.prefixes, key=len, reverse=True))
    return re.compile(
        rf"""
    (?!\s)(?:
      (?P<plain>[A-Za-z]{{1,99}}(?=[\s,]))
    | (?P<url>(?:https?://|ftp://|www\.)[^\s<>"“”|]{{1,2000}})
    | (?P<mail>(?<![\w.%+-])(?:mailto:)?[\w.%+-]{{1,64}}@\w[\w-]{{0,62}}(?:\.\w[\w-]{{0,62}}){{0,5}})
    | (?P<site>(?<![\w-])(?:[A-Za-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD})(?![\w.-]{_LETTER})(?!\w)(?:/[^\s<>"“”|]{{0,2000}})?)
    | (?P<tag>[@\#]{_LETTER}\w{{0,99}})
    | (?P<time>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d))
    | (?P<day>\d{{4}}-\d{{2}}-\d{{2}}(?!\d)|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}(?!\d)|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\d))
    | (?P<phone>\+?(?:\d{{1,3}}-)?\d{{3}}-\d{{3}}-\d{{4}}(?!\d)|\d{{3}}-\d{{4}}(?!\d)|\+\d{{4,15}})
    | (?P<fraction>\d{{1,2}}/\d{{1,4}}(?![\d/]))
    | (?P<file>(?<!\w)[\w-]{{1,80}}\.(?:pdf|docx?|xlsx?|html?|jpe?g|png|txt|csv|zip)(?!\w))
    | (?P<number>(?<![\w.])\.\d{{1,30}}
        |\d{{1,30}}(?:,\d{{2,3}}(?!\d)){{0,9}}(?:\.\d{{1,30}}){{0,9}}
        (?:(?:(?<=0)['’]s|s|st|nd|rd|th)\b)?)
    | (?P<money>(?:US|AU|NZ|HK|CA|[AC])?(?:\$+|[€£¥₹₽₴]))
    | (?P<degree>(?<!\w)(?:Ph|Sc|M|B|LL)\.[DABSM][a-z]?\.)
    | (?P<acronym>(?<!\w)(?:{_LETTER}\.){{2,8}}(?!\w)
        |(?<!\w)(?:{_LETTER}\.){{1,8}}{_LETTER}(?![\w'’]))
    | (?P<list>(?<!\w)(?:{numbered})\.(?=\s{{0,2}}\d))
    | (?P<stop>(?<!\w)(?:{stops})\.(?!\w))
    | (?P<initial>(?<!\w)[A-Z]\.(?=\s?-?[A-Z]))
    | (?P<amp>(?<!\w)[A-Za-z]{{1,5}}&[A-Za-z]{{1,5}}(?!\w))
    | (?P<slash>(?<!\w)(?:w/o(?:ut)?|s/he|[A-Za-z]/[A-Za-z])(?!\w))
    | (?P<dotted>(?<![\w.])[a-z]{{2,20}}(?:\.[a-z]{{2,20}}){{2,6}}(?![\w.]))
    | (?P<prefix>(?<!\w)(?i:{prefixes})-{_W}{{1,60}})
    | (?P<word>{_LETTER}(?:{_W}|['’](?={_LETTER})){{0,99}})
    | (?P<dots>\.{{2,}}|…+)
    | (?P<smile>(?<!\w)[:;]-?[()DP](?!\w))
    | (?P<marks>[!?]+|-{{2,}}|–+|—+|\*+|=+|_+|~+|\#+|\++|<+|>+|''|``|‘‘|’’|//+)
    | (?P<other>\S))
        """,
        re.VERBOSE,
    )


_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|m|re|ve|ll|d))$", re.IGNORECASE)
_UNIT = re.compile(rf"(?:{_LETTER}|\.){{1,7}}")


def _cut_word(text: str, start: int, end: int) -> Iterator[Pair]:
    """Part clitics from their word: do | n't, Minsk | 's, can | not."""
    word = text[start:end]
    clitic = _CLITIC.search(word) if not word.isalpha() else None
    if clitic and clitic.start():
        yield from _cut_word(text, start, start + clitic.start())
        yield start + clitic.start(), end
        return
    cut = 0 if word.isupper() else load_words().contractions.get(word.lower())
    if cut:
        yield start, start + cut
        start += cut
    yield start, end


def _trim_link(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1] in _URL_TAIL:
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return end


def _glued_unit(text: str, end: int) -> int:
    """Where letters follow a number: the end of the token (3D), or the number's own end where a unit follows (30 | km)."""
    tail = _UNIT.match(text, end)
    if not tail:
        return end
    letters = tail.group().rstrip(".")
    following = text[end + len(letters) : end + len(letters) + 1]
    if letters in load_words().units or following.isdigit() or not letters:
        return end
    return end + len(letters)


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Pair]:
    """The tokens of ``text[start:end]`` as offsets into ``text``, in order, disjoint, every character covered that can be seen.

    The end of a sentence is not known here: "etc." is one token; ``split_tokens`` parts its stop where a sentence ends.
    """
    end = len(text) if end is None else end
    pattern, position, contractions = _pattern(), start, load_words().contractions
    pairs: list[Pair] = []
    while match := pattern.search(text, position, end):
        kind, (first, last) = match.lastgroup, match.span()
        if kind in ("url", "site"):
            last = _trim_link(text, first, last)
        elif kind == "number":
            last = min(_glued_unit(text, last), end)
        if kind == "plain" and text[first:last].lower() not in contractions:
            pairs.append((first, last))  # most words: nothing to cut
        elif kind in ("plain", "word", "prefix"):
            pairs.extend(_cut_word(text, first, last))
        else:
            pairs.append((first, last))
        position = last
    return [pair for pair in (_trim_hidden(text, *pair) for pair in pairs) if pair[0] < pair[1]]


def visible(word: str) -> str:
    """A word as it is seen, without soft hyphens, joiners and marks of direction within it."""
    return word if word.isascii() else word.translate(_UNSEEN)


def _trim_hidden(text: str, start: int, end: int) -> Pair:
    """Without what cannot be seen at either end: pasted text has marks of direction around its names."""
    word = text[start:end]
    if word.isascii():
        return start, end
    return end - len(word.lstrip(_HIDDEN)), start + len(word.rstrip(_HIDDEN))
