"""``load_lexicon``: roles.yaml and countries.yaml become a frozen ``Lexicon`` of what nouns name and words belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

Kind = Literal["state", "people", "person", "organisation", "thing", "place", "event", "idea"]
Phrase = tuple[str, ...]

HERE = Path(__file__).parent
LONGEST_PHRASE = 6
PLOVER_CODES = frozenset({"EUR", "UNO", "IGO", "NGO", "ISM", "IMG", "MNC"})  # of bodies of no one country
IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "people",
    "children": "child",
    "wives": "wife",
    "thieves": "thief",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun names; ``sectors`` are PLOVER's, the primary one first, empty where the noun says none."""

    kind: Kind
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """``code`` is ISO 3166 alpha-3; ``capitals`` starts with the seat of government; ``neighbours`` are codes."""

    code: str
    iso2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    neighbours: tuple[str, ...]
    geonameid: int


@dataclass(frozen=True, slots=True)
class Body:
    """A well-known organisation; ``code`` is the country it is of, or PLOVER's code for those of none (EUR, UNO, NGO, ...).

    ``listed`` ones have all their names together, and so an id; of others only what they are and whose is known.
    """

    code: str
    name: str
    sectors: tuple[str, ...] = ()
    listed: bool = True

    @property
    def id(self) -> str:
        return "body:" + "-".join(self.name.lower().replace("'", "").split())


@dataclass(frozen=True)
class Lexicon:
    """Nouns to roles, words to countries, names to bodies. Keys are lower-case; ``words`` arguments may be of any case."""

    roles: Mapping[Phrase, Role]
    suffixes: tuple[tuple[str, str], ...]
    not_persons: frozenset[str]
    quantities: frozenset[str]
    modifiers: Mapping[str, str]
    titles: frozenset[str]
    countries: Mapping[str, Country]
    country_names: Mapping[str, str]
    adjectives: Mapping[str, str]
    capitals: Mapping[str, str]
    disputed: frozenset[str]
    bodies: Mapping[str, Body]
    namesakes: Mapping[str, tuple[Body, ...]]
    areas: frozenset[str]
    ambiguous: frozenset[str]
    people_too: frozenset[str]
    articled: frozenset[str]
    elsewhere: frozenset[str]
    seats: Mapping[str, str]
    offices: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, str]

    def role(self, words: Sequence[str]) -> Role | None:
        """The role of the noun phrase ``words`` (lemmas or surface forms), by its longest known end."""
        lowered = tuple(word.lower() for word in words[-LONGEST_PHRASE:])
        for start in range(len(lowered)):
            for phrase in _forms(lowered[start:]):
                if found := self.roles.get(phrase):
                    return found
        return self._by_suffix(lowered[-1]) if lowered else None

    def role_of_phrase(self, words: Sequence[str]) -> Role | None:
        """The role of exactly these words ("ministry of defence"), not of a part of them."""
        lowered = tuple(word.lower() for word in words)
        return next((self.roles[phrase] for phrase in _forms(lowered) if phrase in self.roles), None)

    def country_of_word(self, word: str) -> str | None:
        """The country that a name or adjective belongs to: "Belarusian", "Belarusians", "Belarus" -> "BLR"."""
        return self.country_of_name(word) or self.country_of_adjective(word)

    def country_of_name(self, name: str) -> str | None:
        """ "Belarus", "the United States", "Belarus'" -> its code; "US" and "CAR" count in capitals only."""
        bare = _bare(name)
        if len(bare) <= 3 and not bare.isupper():
            return None
        return self.country_names.get(bare.lower())

    def country_of_adjective(self, word: str) -> str | None:
        """ "Belarusian", "Belarusians", "anti-Russian", "US-backed": the code of an adjective or people's name."""
        if not word[:1].isupper() and "-" not in word:
            return None
        lowered = _bare(word).lower()
        for form in (lowered, _singular(lowered), lowered.removesuffix("s")):
            if form in self.adjectives:
                return self.adjectives[form]
        parts = word.split("-")
        if len(parts) > 1 and (parts[0].lower() not in {"anti", "pro", "non", "ex", "post", "pre"}):
            return next((code for part in parts if part and (code := self.country_of_word(part))), None)
        return None

    def country_of_capital(self, name: str) -> str | None:
        return self.capitals.get(_bare(name).lower())

    def body(self, name: str) -> Body | None:
        """The body of this exact name; an abbreviation of capitals must stand in capitals ("WHO", not "who")."""
        name = _joined(name)
        if name.islower() and name.capitalize() in self.bodies:
            return None  # an amnesty is no Amnesty
        found = self.bodies.get(_bare(name)) or self.bodies.get(name)
        if found is None and len(name) > 6 and not name.islower():
            found = self.bodies.get(_bare(name).lower())
        return found

    def bodies_named(self, name: str) -> tuple[Body, ...]:
        """The bodies of ``bodies.tsv`` of exactly this name, each of another country."""
        return self.namesakes.get(_bare(_joined(name)), ())

    def names_of(self, body: Body) -> tuple[str, ...]:
        """Every name a body goes by, as written."""
        return tuple(name for name, other in self.bodies.items() if other == body and name != name.lower())

    def body_by_id(self, id_: str | None) -> Body | None:
        return next((body for body in self.bodies.values() if body.id == id_), None) if id_ else None

    def _by_suffix(self, word: str) -> Role | None:
        singular = _singular(word)
        if singular in self.not_persons or ("-" in singular and singular in self.quantities):
            return None
        for ending, sector in self.suffixes:
            if singular.endswith(ending) and len(singular) > len(ending) + 1:
                return Role("person", (sector,))
        if (
            len(singular) > 5
            and singular.endswith(("man", "ist", "eer"))
            and not singular.endswith(("career", "engineer"))
        ):
            return Role("person")
        return None


def load_lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon of a scheme folder (``roles.yaml``, ``countries.yaml``); a file it lacks comes from the package's."""
    return _load((path or HERE).resolve())


@cache
def _load(folder: Path) -> Lexicon:
    roles, countries = (_yaml(folder, name) for name in ("roles.yaml", "countries.yaml"))
    nations = {code: _country(code, entry) for code, entry in countries["countries"].items()}
    parts = countries.get("parts", {})
    pre = {name: code for code, part in parts.items() for name in part.get("pre", ())}
    names = {name: c.code for c in nations.values() for name in (c.name, *c.names)}
    names |= {name: code for code, part in parts.items() for name in part.get("names", ())} | pre
    adjectives = {word: c.code for c in nations.values() for word in c.adjectives}
    adjectives |= {word: code for code, part in parts.items() for word in part.get("adjectives", ())}
    bodies = _bodies(countries["bodies"], countries.get("groups", {}))
    namesakes = _namesakes(folder)
    ambiguous = frozenset(word.lower() for word in countries.get("ambiguous", ()))
    signs = {word: code for word, code in _acronyms(namesakes) if word.lower() not in ambiguous and word not in bodies}
    signs |= {word: code for code, listed in countries.get("signs", {}).items() for word in listed}
    return Lexicon(
        roles=MappingProxyType(dict(_roles(roles["roles"]))),
        suffixes=tuple((ending, sector) for sector, endings in roles["suffixes"].items() for ending in endings),
        not_persons=frozenset(roles["not_persons"]),
        quantities=frozenset(_words(roles["quantities"])),
        modifiers=MappingProxyType({word: sector for sector, words in roles["modifiers"].items() for word in words}),
        titles=frozenset(roles["titles"]),
        countries=MappingProxyType(nations),
        country_names=_lowered(names),
        adjectives=_lowered(adjectives),
        capitals=_lowered({name: c.code for c in reversed(nations.values()) for name in c.capitals}),
        disputed=frozenset(name.lower() for name in pre),
        bodies=MappingProxyType(bodies),
        namesakes=MappingProxyType(namesakes),
        areas=frozenset(word.lower() for word in countries.get("areas", ())),
        ambiguous=ambiguous,
        people_too=frozenset(word.lower() for word in countries.get("people_too", ())),
        articled=frozenset(countries.get("articled", ())),
        elsewhere=frozenset(word.lower() for word in countries.get("elsewhere", ())),
        seats=_lowered(countries.get("seats", {})),
        offices=MappingProxyType({name: tuple(codes) for name, codes in countries.get("offices", {}).items()}),
        signs=MappingProxyType(signs),
    )


def _yaml(folder: Path, name: str) -> Any:
    file = folder / name
    # The C loader is ten times faster; a wheel of PyYAML may lack it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((file if file.exists() else HERE / name).read_text(encoding="utf-8"), Loader=loader)


def _roles(groups: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Phrase, Role]]:
    # The first group that lists a phrase keeps it.
    seen: set[Phrase] = set()
    for group in groups:
        role = Role(group["kind"], tuple(group["sectors"]))
        for word in _words(group["words"]):
            # "traders' body" is looked up without its possessive
            for phrase in (tuple(word.split()), tuple(part.removesuffix("'s").rstrip("'") for part in word.split())):
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase, role


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _country(code: str, entry: Mapping[str, Any]) -> Country:
    lists = {key: tuple(entry.get(key, ())) for key in ("names", "adjectives", "capitals", "neighbours")}
    return Country(code, entry["iso2"], entry["name"], geonameid=entry["geonameid"], **lists)


def _bodies(
    entries: Mapping[str, list[list[str]]], groups: Mapping[str, Mapping[str, list[list[str]]]]
) -> dict[str, Body]:
    bodies = [(Body(code, names[0]), names) for code, listed in entries.items() for names in listed]
    for code, by_sector in groups.items():
        for sectors, listed in by_sector.items():
            bodies += [(Body(code, names[0], tuple(sectors.split())), names) for names in listed]
    found: dict[str, Body] = {}
    for body, names in bodies:
        for name in names:
            found.setdefault(name, body)
            if len(name) > 6:
                found.setdefault(name.lower(), body)
    return found


def _namesakes(folder: Path) -> dict[str, tuple[Body, ...]]:
    """``bodies.tsv``: code, sectors, names parted by semicolons; one name may be a body's of several countries."""
    file = folder / "bodies.tsv"
    found: dict[str, tuple[Body, ...]] = {}
    for line in (file if file.exists() else HERE / "bodies.tsv").read_text(encoding="utf-8").splitlines():
        code, sectors, names = line.split("\t")
        for name in names.split("; "):
            found[name] = (*found.get(name, ()), Body(code, name, tuple(sectors.split()), listed=False))
    return found


def _acronyms(namesakes: Mapping[str, tuple[Body, ...]]) -> Iterable[tuple[str, str]]:
    """Short names of bodies of one country only ("SADTU", "Sadtu"): a report that uses one speaks of that country."""
    for name, bodies in namesakes.items():
        short = len(name) > 3 and name.isalpha() and (name.isupper() or name.upper() in namesakes)
        if short and len(bodies) == 1 and bodies[0].code not in PLOVER_CODES:
            yield name, bodies[0].code


def _lowered(words: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word.lower(): code for word, code in words.items()})


def _joined(name: str) -> str:
    """As names are written: "People's Congress", "CPI(M)", where a text parts its words by spaces ("People 's Congress")."""
    if " " not in name and "’" not in name:
        return name
    for apart, joined in (("’", "'"), (" '", "'"), ("( ", "("), (" )", ")"), (" - ", "-")):
        name = name.replace(apart, joined)
    return name


def _bare(name: str) -> str:
    """Without article and possessive."""
    for article in ("the ", "The "):
        name = name.removeprefix(article)
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    return name


def _forms(phrase: Phrase) -> Iterable[Phrase]:
    """The phrase as it is, and with its last (or, before "of", its first) word in the singular."""
    yield phrase
    if len(phrase) > 2 and phrase[1] == "of":
        yield (_singular(phrase[0]), *phrase[1:])
    else:
        yield (*phrase[:-1], _singular(phrase[-1]))


def _singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
