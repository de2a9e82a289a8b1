"""A report's reading in, the one country that it is about out, if it is clear which."""

from __future__ import annotations

from collections.abc import Mapping

from kronika.records import Place, Reading
from kronika.resolve.ranking import count_countries, shares_of
from kronika.scheme.lexicon import Lexicon

SURE_PLACE = 0.5  # confidence from which a place speaks for its country
# A report is about one country if that makes up so much of its naming, or half that and so many times the next one's.
CLEAR, AHEAD = 0.6, 2.5
LENGTHY, TWICE = 8, 1.6  # sentences from which one naming, even as a scene, is not enough


def tally(text: str, reading: Reading, lexicon: Lexicon) -> Mapping[str, float]:
    """How often the report names each country: itself, its people and bodies, and the places surely of it."""
    counts = count_countries(text, reading.sentences, lexicon)
    counts.update(country for _, country in _sure_places(reading))
    return counts


def is_country(place: Place) -> bool:
    """A country itself: counted by its name."""
    return place.precision == 3 and place.admin1 is None and place.geonameid is not None


def home_of(counts: Mapping[str, float], text: str, reading: Reading, lexicon: Lexicon) -> str | None:
    """The country that a ``tally`` shows. One naming in a long report shows none, unless it is the headline's or a town's:
    the report is set there then."""
    context = shares_of(counts)
    if not context:
        return None
    first, *others = context
    if len(reading.sentences) >= LENGTHY and max(counts.values()) < TWICE:
        headlines = [sentence for sentence in reading.sentences if sentence.role == "headline"]
        if first not in {
            *count_countries(text, headlines, lexicon),
            *(country for _, country in _sure_places(reading)),
        }:
            return None
    share, next_one = context[first], context[others[0]] if others else 0.0
    return first if share >= CLEAR or (share >= CLEAR / 2 and share >= AHEAD * next_one) else None


def _sure_places(reading: Reading) -> set[tuple[str | None, str]]:
    """Names and countries of the towns and regions that are surely told."""
    return {
        (p.name, p.country) for p in reading.places if p.country and not is_country(p) and p.confidence > SURE_PLACE
    }
