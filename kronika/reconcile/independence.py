"""Reports and claims -> how many of those who say a thing derive from nobody else who says it, and how that is known.

A report derives from another if it shares its text (word 5-grams outside quotations, after Broder 1997), carries its
credit line, or is a forward of it. A claim's origin is the speaker it quotes, or else the report's group; a report
whose publisher is unknown, and voices without a name, count for nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kronika.records import Report, Voice

SHINGLE = 5  # words
COPY = 0.5  # share of the shorter text's shingles: one text is the other's copy
PASSAGE, PASSAGE_WORDS = 0.25, 20  # share and number of shingles from which passages are shared
EDGE = 400  # characters at either end of a report in which a credit line stands
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[“\"«][^”\"»]{0,600}[”\"»]")
NAME = r"(?P<name>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,4})"
# Words of publishers' names that tell their kind, not their name.
KINDS = frozenset(
    [
        "the",
        "of",
        "and",
        "news",
        "agency",
        "press",
        "service",
        "daily",
        "weekly",
        "wire",
        "post",
        "radio",
        "times",
        "office",
        "department",
    ]
)
OWN = frozenset({"correspondent", "correspondents"})
FIRST = frozenset({"we", "us", "i", "our", "my"})
CREDITS = (
    re.compile(r"\(" + NAME + r"\)\s*[-–—:]"),  # MINSK, 13 Aug (Agency) -
    re.compile(
        r"(?m)^\W*(?:[Ss]ource|[Cc]redit|[Vv]ia|[Ff]rom|SOURCE|[Ff]orwarded from|[Rr]eposted from)\s*:?\s+"
        + NAME
        + r"\W*$"
    ),
    re.compile(r"(?m)^\W*(?:[Ss]ource|[Cc]redit|SOURCE)\s*:\s*" + NAME),
    re.compile(r"(?m)^\W*/?\s*" + NAME + r"\s*/\W*$"),  # /Agency/
    re.compile(r"(?:[Rr]eporting|[Mm]aterial|[Ff]iles|[Rr]eport|[Cc]opy|[Tt]ext) (?:by|from) " + NAME),
    re.compile(r"\(" + NAME + r"\)\s*$"),
)
CITED = re.compile(
    r"(?:[Cc]iting|[Aa]s reported by|[Aa]ccording to|reports?|reported by|told|[Qq]uoted by)"
    r" (?:the )?(?:news |state |local )?(?:agency |newspaper |daily |website |channel )?" + NAME
)


@dataclass(frozen=True, slots=True)
class Group:
    """Reports that derive from one another: one source, however many papers print it. ``why`` says how it is known."""

    name: str
    reports: frozenset[str]
    why: dict[str, str]  # report -> how it derives; the first of the group has no entry


@dataclass(frozen=True, slots=True)
class Said:
    """One claim's origin as far as it matters here. ``speaker`` are its words, "" if the report speaks itself."""

    claim: str
    report: str
    voice: Voice
    speaker: str


def origins(reports: Iterable[Report]) -> dict[str, Group]:
    """Report id -> its group. Order of ``reports`` does not matter: the earliest published is taken for the origin."""
    ordered = sorted(reports, key=lambda report: (report.published or "9999", report.id))
    if len(ordered) == 1:
        one = ordered[0]
        return {one.id: Group(one.publisher or one.id, frozenset({one.id}), {})}
    parent = {report.id: report.id for report in ordered}
    why: dict[str, str] = {}
    rank = {report.id: i for i, report in enumerate(ordered)}

    def root(id_: str) -> str:
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    def join(one: str, other: str, reason: str) -> None:
        first, later = sorted((root(one), root(other)), key=rank.__getitem__)
        if first != later:
            parent[later] = first
            why.setdefault(max((one, other), key=rank.__getitem__), reason)

    names = {report.id: report.publisher or report.id for report in ordered}
    for copy, source, share in shared_texts(ordered):
        kind = "copies" if share >= COPY else "shares passages with"
        join(copy, source, f"{names[copy]} {kind} {names[source]} ({share:.0%} of its text)")
    for key, members in sorted(_by_credit(ordered).items()):
        for other in members[1:]:
            if names[members[0]] == names[other]:
                join(members[0], other, f"again {names[other]}")
            else:
                join(members[0], other, f"{names[other]} and {names[members[0]]} both go back to {key}")
    groups: dict[str, list[str]] = defaultdict(list)
    for report in ordered:
        groups[root(report.id)].append(report.id)
    found: dict[str, Group] = {}
    for first, members in groups.items():
        group = Group(names[first], frozenset(members), {id_: why[id_] for id_ in members if id_ in why})
        found.update((id_, group) for id_ in members)
    return found


def shared_texts(ordered: Iterable[Report]) -> Iterable[tuple[str, str, float]]:
    """(later report, earlier report, share of the shorter's shingles) where text is shared; each report only once.

    Only texts that derive from none before them are kept to compare with, so a hundred copies cost a hundred lookups.
    """
    index: dict[int, list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for report in ordered:
        marks = shingles(report.text)
        counts = Counter(source for mark in marks for source in index.get(mark, ()))
        best = max(
            ((count / max(1, min(len(marks), sizes[source])), count, source) for source, count in counts.items()),
            key=lambda found: (found[0], found[1], found[2]),
            default=(0.0, 0, ""),
        )
        if best[0] >= COPY or (best[0] >= PASSAGE and best[1] >= PASSAGE_WORDS):
            yield report.id, best[2], best[0]
            if best[0] >= COPY:
                continue
        sizes[report.id] = len(marks)
        for mark in marks:
            index[mark].append(report.id)


@lru_cache(maxsize=512)  # those of a long text take tens of kilobytes
def shingles(text: str) -> frozenset[int]:
    """Hashes of the text's word 5-grams, quotations left out: two papers may quote one speaker word for word."""
    words = [word.lower() for word in WORD.findall(QUOTED.sub(" ", text[:200_000]))]
    return frozenset(hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))


def credits(report: Report) -> frozenset[str]:
    """Names (normalised) that a report's credit lines, or its forwarding, give as its origin."""
    text = report.text
    found = [normal(report.forwarded_from)] if report.forwarded_from else []
    for piece in (text[:EDGE], text[-EDGE:] if len(text) > EDGE else ""):
        found += [normal(match["name"]) for pattern in CREDITS for match in pattern.finditer(piece)]
    return frozenset(name for name in found if name)


def normal(name: str) -> str:
    """A publisher's or speaker's name for comparing: lower-case words, without "the" and a trailing possessive."""
    words = [
        word
        for word in WORD.findall(name.lower().replace("’s", "").replace("'s", ""))
        if word not in ("the", "a", "an")
    ]
    return " ".join(words)


def _by_credit(ordered: Iterable[Report]) -> dict[str, list[str]]:
    """Name -> reports it publishes or that credit it, where more than one does; its own reports first."""
    reports = list(ordered)
    publishers = {normal(report.publisher) for report in reports if report.publisher}
    by: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.publisher:
            by[normal(report.publisher)].append(report.id)
    for report in reports:
        own = normal(report.publisher) if report.publisher else ""
        cited = {normal(match["name"]) for match in CITED.finditer(QUOTED.sub(" ", report.text[:20_000]))} & publishers
        for name in sorted(credits(report) | cited):
            if name != own and report.id not in by[name]:
                by[name].append(report.id)
    return {name: members for name, members in by.items() if len(members) > 1}


def count_independent(
    said: Iterable[Said], groups: Mapping[str, Group], reports: Mapping[str, Report]
) -> tuple[int, str]:
    """How many origins stand behind claims of one value, and how that is known."""
    claims = sorted(said, key=lambda one: (one.report, one.claim))
    known = [one for one in claims if reports[one.report].publisher]
    notes = [f"no publisher known for {one.report}: not counted" for one in claims if not reports[one.report].publisher]
    named: dict[str, set[str]] = defaultdict(set)  # speaker -> reports that quote it
    own: dict[str, Group] = {}
    publishers = {name: groups[id_] for id_ in sorted(groups) if (name := reports[id_].publisher)}
    speakers = merge_speakers(one.speaker for one in known if one.voice.kind == "named" and one.speaker)
    for one in known:
        if one.voice.kind in ("unnamed", "unknown"):
            notes.append("a voice without a name: not counted")
        elif one.voice.kind == "named" and one.speaker and not is_own_reporter(one.speaker):
            group = _publishing(one.speaker, publishers)
            if group is None:
                named[speakers[one.speaker]].add(one.report)
            else:
                own[group.name] = group
    quoting = {report for quoted in named.values() for report in quoted}
    for one in known:
        speaks_itself = one.voice.kind == "publisher" or (one.voice.kind == "named" and is_own_reporter(one.speaker))
        # A report that also quotes somebody for the value has it from there.
        if speaks_itself and one.report not in quoting:
            own[groups[one.report].name] = groups[one.report]
    told = [f"{name} in its own words" for name in sorted(own)]
    for name, quoted in sorted(named.items()):
        told.append(f"{name}, quoted in {len(quoted)} reports" if len(quoted) > 1 else f"{name}, quoted")
    derived = [why for one in known if (why := groups[one.report].why.get(one.report))]
    return len(named) + len(own), "; ".join(dict.fromkeys([*told, *derived, *notes]))


def is_own_reporter(speaker: str) -> bool:
    """ "A correspondent", "we", "our lawyers": the publisher's own eyes; "" quotes nobody."""
    words = normal(speaker).split()
    return not words or words[0] in FIRST or words[-1] in OWN


def _publishing(speaker: str, publishers: Mapping[str, Group]) -> Group | None:
    """The group of a report of this event that the quoted speaker itself published."""
    return next((group for name, group in publishers.items() if same_name(speaker, name)), None)


def same_name(one: str, other: str) -> bool:
    """Whether one name's telling words all stand in the other: "the ministry" and "Press service of the Ministry"."""
    left, right = (frozenset(normal(name).split()) for name in (one, other))
    return bool(left and right) and (left <= right or (bool(right - KINDS) and right - KINDS <= left))


def merge_speakers(spoken: Iterable[str]) -> dict[str, str]:
    """Each speaker's words -> the longest words that name the same speaker ("the ministry" -> "Interior Ministry")."""
    names = sorted(set(spoken), key=lambda name: (-len(name), name))
    words = {name: frozenset(normal(name).split()) for name in names}
    found: dict[str, str] = {}
    for name in names:
        longer = next(
            (other for other in names if other in found and words[name] and words[name] <= words[other]), name
        )
        found[name] = found.get(longer, longer)
    return found
