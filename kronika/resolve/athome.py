"""A mention without a place in, the same at the country of all who take part out, where the report is about that country.

"The ministry had arrested 60 people", told of a Peruvian ministry in a report about Peru, happened in Peru for all that the
report says. ``basis`` is "actor": it rests on whose country the participants are of, and the word for the country stands
elsewhere. Nothing is placed so whose sentence names another country.
"""

from __future__ import annotations

from dataclasses import replace

from kronika.records import Mention, Reading
from kronika.resolve.home import is_country

# Acts that states do to their own people, and people where they live; a state deploys and meets abroad.
DOMESTIC = frozenset({"PROTEST", "COERCE", "ASSAULT"})
HAPPENED = frozenset({"actual", "negated"})
LESS_SURE = 0.7  # of the country's confidence is left


def at_home(mention: Mention, reading: Reading, home: str | None) -> Mention:
    """``home`` is the code of the country that the report is about."""
    parties = (*mention.actors, *mention.recipients)
    happened = mention.status in HAPPENED and not mention.historical and mention.extent != "generic"
    if mention.place is not None or mention.type not in DOMESTIC or not happened or not parties or home is None:
        return mention
    if {party.country for party in parties} != {home} or not {None, home}.issuperset(_named(mention, reading)):
        return mention
    country = next((place for place in reading.places if place.country == home and is_country(place)), None)
    if country is None:
        return mention
    sure = round(LESS_SURE * country.confidence, 3)
    return replace(mention, place=replace(country, basis="actor", confidence=sure))


def _named(mention: Mention, reading: Reading) -> set[str | None]:
    """The countries of the places that the mention's sentence names."""
    return {place.country for place in reading.places if place.span is not None and mention.sentence.covers(place.span)}
