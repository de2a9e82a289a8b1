"""Place phrases, resolved together in the light of the countries that the report speaks of."""

from __future__ import annotations

import re
import time

import pytest

from kronika.records import Name, Place, Report, Sentence, Span, Token, text_sha256
from kronika.resolve.gazetteer import Gazetteer, open_gazetteer
from kronika.resolve.ground import ground
from kronika.scheme.lexicon import load_lexicon


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def read(marked: str) -> tuple[str, list[Sentence]]:
    """The text and a flat reading of it, a sentence a line; [X] is a name the reader calls a place, {X} a person's."""
    text, sentences = "", []
    for i, line in enumerate(marked.splitlines()):
        start, tokens, names, opened = len(text), list[Token](), list[Name](), (0, "")
        for piece in re.findall(r"[\[\]{}]|[\w'’-]+|\s+|[^\w\s]", line):
            if piece in "[{":
                opened = (len(tokens), "LOC" if piece == "[" else "PER")
            elif piece in "]}":
                names.append(Name(opened[0], len(tokens), opened[1]))
            else:
                if not piece.isspace():
                    upos = "PROPN" if piece[0].isupper() else "X"
                    tokens.append(Token(len(text), len(text) + len(piece), piece, upos, "", -1, "dep"))
                text += piece
        sentences.append(Sentence(i, Span(start, len(text)), i, "body", tuple(tokens), names=tuple(names)))
        text += "\n"
    return text, sentences


def places(marked: str, gazetteer: Gazetteer) -> tuple[str, list[Place]]:
    text, sentences = read(marked)
    report = Report("r", text, text_sha256(text), published="2020-08-14")
    return text, list(ground(report, sentences, gazetteer, load_lexicon()).places)


def told(marked: str, gazetteer: Gazetteer) -> list[str]:
    text, found = places(marked, gazetteer)
    return [f"{p.span.of(text)}={p.name}/{p.country}/{p.precision}" for p in found if p.span is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Belarusian miners met in [Grodno].", ["Grodno=Hrodna/BLR/1"]),
        ("GUWAHATI: Hawkers met.", ["GUWAHATI=Guwahati/IND/1"]),
        ("Hawkers met {Anand Mali}.", []),
        ("Kenyan hawkers met in [Kibera].", ["Kibera=Kibera/KEN/2"]),
        ("Hawkers met on [Lion Rock] in Hong Kong.", ["Lion Rock=Lion Rock/HKG/2", "Hong Kong=Hong Kong/HKG/1"]),
        ("BRITS, 3 May (Agency) - Hawkers met.", ["BRITS=Brits/ZAF/1"]),
        ("Indian hawkers met in [Kandhamal].", ["Kandhamal=Kandhamal/IND/3"]),
        ("Belarusian smelters met in [Jhlobin].", ["Jhlobin=Zhlobin/BLR/1"]),
        ("They met in [Sumbawanga], [Rukwa Region].", ["Sumbawanga=Sumbawanga/TZA/1", "Rukwa Region=Rukwa/TZA/3"]),
        ("They met in [Katumba], [Rukwa Region].", ["Katumba=Katumba/TZA/2", "Rukwa Region=Rukwa/TZA/3"]),
        ("A rally in [Springfield, Illinois].", ["Springfield=Springfield/USA/1", "Illinois=Illinois/USA/3"]),
        ("Georgian farmers left [Batumi] for [Georgia].", ["Batumi=Batumi/GEO/1", "Georgia=Georgia/GEO/3"]),
        ("American truckers met in [Macon], [Georgia].", ["Macon=Macon/USA/1", "Georgia=Georgia/USA/3"]),
        ("Belarusian smelters left the [Jhlobin] works.", ["Jhlobin=Zhlobin/BLR/1"]),
        ("Peruvian miners met in [Tacna]. Police left Tacna.", ["Tacna=Tacna/PER/1", "Tacna=Tacna/PER/1"]),
        ("Miners struck in New South [Wales].", ["New South Wales=New South Wales/AUS/3"]),
        (
            "They left [Volgograd Arena], Russia's pride.",
            ["Volgograd Arena=Volgograd Arena/RUS/1", "Russia=Russia/RUS/3"],
        ),
        ("[Atlanta] students asked Texas and [Georgia] for more.", ["Atlanta=Atlanta/USA/1", "Georgia=Georgia/USA/3"]),
        ("Supporters met in [Helsinki] for Belarus.", ["Helsinki=Helsinki/FIN/1", "Belarus=Belarus/BLR/3"]),
        ("Herders met in [Niger State], [Nigeria].", ["Niger=Niger/NGA/3", "Nigeria=Nigeria/NGA/3"]),
        (
            "Shots fell in [Qwxza village], [Anka] area of [Zamfara state].",
            ["Qwxza village=Qwxza/NGA/2", "Anka=Anka/NGA/2", "Zamfara state=Zamfara/NGA/3"],
        ),
        ("Bombs fell on [Gaza].", ["Gaza=Gaza Strip/PSE/3"]),
        ("Shots fell in [Darfur].", ["Darfur=Darfur/SDN/3"]),
        ("Crowds in [Mexico City] sang.", ["Mexico City=Mexico City/MEX/1"]),
        ("Crowds in [Cape Town] sang.", ["Cape Town=Cape Town/ZAF/1"]),
        ("Crowds in [Lodz] sang. Police closed roads in the city.", ["Lodz=Łódź/POL/1", "city=Łódź/POL/1"]),
        ("Polish nurses marched in the capital.", ["capital=Warsaw/POL/1"]),
        ("Polish nurses struck across the country.", ["country=Poland/POL/3"]),
        ("The city council of [Lodz] sat.", ["Lodz=Łódź/POL/1"]),
        ("Welders of [Hrodna Azot] sang.", ["Hrodna=Hrodna/BLR/1"]),
        ("Pickets stood near [Minsk].", ["Minsk=Minsk/BLR/2"]),
        ("Courts sat in the [Minsk] region.", ["Minsk=Minsk/BLR/3"]),
        ("Troops left [Sudan], [Iran], [Libya].", ["Sudan=Sudan/SDN/3", "Iran=Iran/IRN/3", "Libya=Libya/LBY/3"]),
        ("Unrest spread across [Europe].", ["Europe=Europe/None/3"]),
        ("Police in [Hong Kong] fired.", ["Hong Kong=Hong Kong/HKG/1"]),
    ],
)
def test_resolved_in_the_report_s_own_light(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == expected


def test_a_town_of_many_countries_is_the_one_of_the_report(gazetteer: Gazetteer) -> None:
    assert told("In [Birmingham], British dockers struck.", gazetteer) == ["Birmingham=Birmingham/GBR/1"]
    assert told("In [Birmingham], [Alabama].", gazetteer)[0] == "Birmingham=Birmingham/USA/1"


def test_what_no_list_knows_keeps_its_words(gazetteer: Gazetteer) -> None:
    """Belarusian loggers met in [Qwxzalia]."""
    _, (place,) = places(test_what_no_list_knows_keeps_its_words.__doc__ or "", gazetteer)
    assert (place.name, place.country, place.latitude, place.geonameid) == ("Qwxzalia", "BLR", None, None)


def test_a_square_lies_in_the_town_said_to_hold_it(gazetteer: Gazetteer) -> None:
    """Crowds stood in [Yakub Kolas Square], [Minsk]."""
    _, (square, town) = places(test_a_square_lies_in_the_town_said_to_hold_it.__doc__ or "", gazetteer)
    assert (square.name, square.geonameid, square.precision) == ("Yakub Kolas Square", None, 1)
    assert square.latitude == town.latitude


def test_a_square_named_after_a_town_is_not_in_it(gazetteer: Gazetteer) -> None:
    """Nurses marched in [Lyon]. They sat down on [Carnot Square]."""
    _, (town, square) = places(test_a_square_named_after_a_town_is_not_in_it.__doc__ or "", gazetteer)
    assert (square.name, square.country, square.latitude) == ("Carnot Square", "FRA", town.latitude)


def test_people_named_like_towns_are_no_places(gazetteer: Gazetteer) -> None:
    assert told("Nurses thanked {Paris} in vain.", gazetteer) == []


def test_many_names_take_bounded_time(gazetteer: Gazetteer) -> None:
    """A report with 500 odd names in one country: each distinct name is looked for once, within a second or two."""
    names = " ".join(f"in [Zhlob{i // 26 % 26 + 97:c}{i % 26 + 97:c}{i // 676 + 97:c}ino]," for i in range(500))
    started = time.monotonic()
    places(f"Belarusian towns: {names}", gazetteer)
    assert time.monotonic() - started < 12
