"""``ground``: a report's sentences in, its reading out: every place and date phrase found in them, resolved."""

from __future__ import annotations

from collections.abc import Sequence

from kronika.records import Reading, Report, Sentence
from kronika.resolve.days import find_days
from kronika.resolve.gazetteer import Gazetteer
from kronika.resolve.overlooked import with_governed
from kronika.resolve.places import find_places
from kronika.resolve.relabel import with_bodies
from kronika.scheme.lexicon import Lexicon


def ground(report: Report, sentences: Sequence[Sentence], gazetteer: Gazetteer, lexicon: Lexicon) -> Reading:
    """Places and dates carry their spans and are sorted by them; what cannot be resolved is there, unresolved."""
    sentences = [with_governed(report.text, sentence, gazetteer) for sentence in sentences]
    sentences = [with_bodies(report.text, sentence, lexicon) for sentence in sentences]
    places, _ = find_places(report.text, sentences, gazetteer, lexicon)
    return Reading(report.id, tuple(sentences), places, find_days(report.text, sentences, report.published))
