"""How English says when: the patterns of date phrases, each with the name of what it says; days.py gives them meaning."""

from __future__ import annotations

import re

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2, "twenty": 20, "thirty": 30,
}  # fmt: skip
HOLIDAYS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "international women's day": (3, 8), "women's day": (3, 8),
    "may day": (5, 1), "labour day": (5, 1), "victory day": (5, 9), "bastille day": (7, 14), "human rights day": (12, 10),
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "christmas": (12, 25),
}  # fmt: skip

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WEEKDAY = r"(?:Monday|Tuesday|Tues|Wednesday|Weds|Thursday|Thurs|Friday|Saturday|Sunday)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_AND_YEAR = rf"(?:\s*,?\s*(?:of\s+)?(?P<year>{_YEAR}))?"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th)\b)?(?!\d|:\d|[.,]\d|\s?%|\s?(?:am|pm|percent|people|million)\b)"
_TO = r"\s*(?:and|to|-|–|—|until|till|through|or|&)\s*"
_PART = r"(?:morning|afternoon|evening|night|midnight|noon|midday|dawn|lunchtime)"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|(?:a )?couple of)"
)
_VAGUE = r"(?:several|few|a few|some|many)"
_UNITS = r"(?:day|week|month|year|decade)s?"
_ON_DAY = rf"(?:(?P<weekday>{_WEEKDAY})\s*,?\s+(?:the\s+)?)?"

# In order of preference where two patterns match the same words; a longer match always wins over a shorter one.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("iso", r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
        ("dotted", r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?![\d.])"),
        ("slashed", r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"),
        (
            "ordinal",
            r"\bon\s+the\s+(?P<day>\d{1,2}(?:st|nd|rd|th))(?=\s*(?:[.,;:]|$)|\s+(?:of\s+(?:this|the)\s+month|and|but)\b)"
            r"(?:\s+of\s+(?:this|the)\s+month)?",
        ),
        ("range", rf"(?<!\d)(?P<day>{_D})\s+(?P<month>{_MONTH}){_TO}(?P<day2>{_D})\s+(?P<month2>{_MONTH}){_AND_YEAR}"),
        ("range", rf"\b(?P<month>{_MONTH})\s+(?P<day>{_D}){_TO}(?P<month2>{_MONTH})\s+(?P<day2>{_D}){_AND_YEAR}"),
        (
            "range",
            rf"(?<![\d.,/])(?P<day>{_D})(?:{_TO}|/)(?:the\s+)?(?P<day2>{_D})\s+(?:of\s+)?(?P<month>{_MONTH}){_AND_YEAR}",
        ),
        ("range", rf"\b(?P<month>{_MONTH})\s+(?P<day>{_D}){_TO}(?P<day2>{_D}){_AND_YEAR}"),
        ("date", rf"(?<![\d.,]){_ON_DAY}(?P<day>{_D})\s+(?:of\s+)?(?P<month>{_MONTH}){_AND_YEAR}"),
        ("date", rf"\b{_ON_DAY}(?P<month>{_MONTH})\s+(?P<day>{_D}){_AND_YEAR}"),
        (
            "month",
            rf"\b(?:early[ -]|mid[ -]|late[ -])?(?P<month>{_FULL_MONTH}|{_MONTH})\s*,?\s*(?:of\s+)?(?P<year>{_YEAR})",
        ),
        (
            "month",
            r"\b(?P<cue>in|since|during|until|till|by|from|early[ -]|mid[ -]|late[ -]|of|last|next|this|around|before|after"
            r"|through|to|and|between|starting|for|every)\s*(?:early[ -]|mid[ -]|late[ -])?"
            rf"(?P<month>{_FULL_MONTH})(?![a-z]|\s+\d)",
        ),
        ("years", r"\b(?:the\s+)?(?:early[ -]|mid[ -]|late[ -])?(?P<year>(?:19|20)\d)0['’]?s\b"),
        (
            "decade",
            r"\b(?:in|since|during|of|from|until|by)\s+(?:the\s+)?(?:early[ -]|mid[ -]|late[ -])?"
            r"(?P<decade>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        ),
        (
            "year",
            r"\b(?:in|since|during|until|till|by|from|of|early[ -]|mid[ -]|late[ -]|around|before|after|through|to|and"
            rf"|between)\s+(?:the\s+(?:year\s+)?|late\s+|early\s+)?(?P<year>{_YEAR})(?![-/]\d|[.,:]\d|\s?%|\w)",
        ),
        ("year", rf"(?<=the )(?P<year>{_YEAR})(?=\s+[a-z])"),
        ("year", rf"(?<=\ba )(?P<year>(?!2000){_YEAR})(?=\s+[a-z])"),
        ("year", rf"(?<=\()(?P<year>{_YEAR})(?=\))"),
        (
            "holiday",
            rf"\b(?P<holiday>{'|'.join(HOLIDAYS)})\b(?!\s+(?:card|tree|present)){_AND_YEAR}".replace("'", "['’]"),
        ),
        (
            "weekday",
            rf"\b(?:(?P<which>last|next|this(?:\s+(?:past|coming))?|(?:the\s+)?(?:previous|following|coming))\s+)?"
            rf"(?:early\s+|late\s+)?(?P<weekday>{_WEEKDAY})s?(?:\s+(?:last|this)\s+week)?(?:\s+{_PART})?(?!\w)",
        ),
        (
            "near",
            rf"\b(?:(?:earlier|later|late|early)\s+)?(?P<near>today|tonight|yesterday|tomorrow|overnight)(?:\s+{_PART})?\b"
            rf"|\b(?:(?:earlier|later|late|early)\s+)?(?P<near2>(?:this|last)\s+{_PART}|the day before yesterday"
            r"|the day after tomorrow)\b",
        ),
        (
            "span",
            r"\b(?:(?P<within>earlier|later|early|late)\s+)?(?P<which>this|last|next|(?:the\s+)?(?:coming|past))\s+"
            r"(?P<unit>week|month|year|weekend)(?!\s*[- ]?end)\b",
        ),
        ("weekend", r"\b(?:over|at|during|on|for|through|throughout|by)\s+the\s+(?:past\s+|last\s+)?weekend\b"),
        (
            "ago",
            rf"\b(?:(?:about|around|almost|nearly|over|more than|just|only|some)\s+)?"
            rf"(?P<count>{_COUNT})\s+(?P<unit>{_UNITS})\s+(?:ago|back)\b",
        ),
        ("vague ago", rf"\b(?P<vague>{_VAGUE})\s+(?P<unit>{_UNITS})\s+(?:ago|back)\b"),
        (
            "recent",
            r"\b(?:in|over|during|for|within|throughout|of)\s+(?:(?:the|these)\s+)?(?:past|last|previous)\s+"
            rf"(?:(?P<count>{_COUNT}|\d+)\s+|(?P<vague>{_VAGUE})\s+)(?P<unit>{_UNITS})\b",
        ),
        (
            "recent",
            rf"\b(?:in|over|during|for|within|throughout|of)\s+(?:the\s+(?:past|last|previous)|past)\s+(?P<unit>{_UNITS})\b",
        ),
        (
            "recent",
            r"\b(?:in|over|during|of|these)\s+(?:the\s+|these\s+)?(?P<vague>recent)\s+(?P<unit>days|weeks|months|years)\b",
        ),
        (
            "coming",
            r"\b(?:in|over|during|within)\s+(?:the\s+)?(?:coming|next)\s+(?:(?P<count>\w+)\s+)?(?P<unit>days|weeks|months|years)\b",
        ),
        (
            "shift",
            rf"\b(?:(?:earlier|later|late|early|sooner)\s+(?:on\s+)?in|by)\s+(?:the\s+)?(?P<unit>day|week|month|year|{_PART})\b",
        ),
        (
            "shift",
            rf"\b(?:the\s+|that\s+)?(?P<which>previous|preceding|next|following|same)\s+(?P<unit>day|week|month|year|weekend|{_PART})\b",
        ),
        ("shift", rf"\bthat\s+(?:same\s+)?(?P<unit>day|week|month|year|weekend|{_PART})\b"),
        (
            "shift",
            r"\b(?:the\s+)?(?P<unit>day|night|evening|morning|week|month|year)\s+(?P<which>before|after)(?=\s*(?:[.,;:!?)]|$|\band\b|\bas\b|\bwhen\b))",
        ),
        ("later", rf"\b(?P<count>{_COUNT})\s+(?P<unit>day|week|month|year)s?\s+(?P<which>later|earlier|afterwards?)\b"),
    )
)

# Words before a date phrase that make it the start or the end of a stretch, or say which part of it is meant.
OPENS = re.compile(
    r"\b(?:ever\s+)?(?:since|(?:starting|beginning|commencing)(?:\s+(?:on|from|in))?"
    r"|as\s+from|with\s+effect\s+from|effective)\s+(?:late\s+|early\s+|about\s+|around\s+|at\s+least\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
ONWARDS = re.compile(r"^\s+(?:on|onwards?)\b(?!\s+(?:the|a|\w+day)\b)", re.IGNORECASE)
CLOSES = re.compile(
    r"(?<![-\w])(?:as\s+of|as\s+at|until|till|up\s+to|up\s+until|by|no\s+later\s+than)\s+(?:late\s+|early\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
PART_OF = re.compile(
    rf"\b(?:the\s+)?(?:early\s+|late\s+)?(?:{_PART}\s+(?:of|on|between)|(?:days?|weekend|(?P<week>week)|start|beginning|end"
    r"|middle|course|hours)\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(rf"^(?:\s+(?:in\s+the\s+|at\s+)?{_PART})\b", re.IGNORECASE)
JOINS = re.compile(r"^\s*(?:and|to|until|till|through|-|–|—)\s*(?:on\s+|the\s+)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|is to|are to|going to|plans? to|planned|scheduled|due (?:to|on)|set (?:to|for)|expected to"
    r"|called for|calls? for|calling for|looms?|upcoming|intends? to|slated|threaten(?:ed|s|ing)? to"
    r"|vow(?:ed|s|ing)? to)\b",
    re.IGNORECASE,
)


def month_number(word: str) -> int:
    """1 to 12 of a month's name or abbreviation."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3]))


def ordinal(word: str) -> int:
    """ "11th" or "11" as 11."""
    return int("".join(c for c in word if c.isdigit()))


def count(word: str) -> int | None:
    """ "two" or "14" as a number; None for a word that is none."""
    return int(word) if word.isdigit() else NUMBERS.get(" ".join(word.lower().split()))
