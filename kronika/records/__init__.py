"""The nouns: frozen, plain records that every stage speaks in; they import nothing else of Kronika."""

from kronika.records.claims import PROGRAM, Claim, Judgement, Review
from kronika.records.coders import Coder, read_coder
from kronika.records.events import Episode, Event, EventRelation, Value
from kronika.records.ids import claim_id, figure_id, hash_id, mention_id, report_id, text_sha256
from kronika.records.mentions import (
    PUBLISHER,
    Candidate,
    Content,
    CountryBasis,
    Date,
    Entity,
    Figure,
    Mention,
    Place,
    Quantity,
    Voice,
    Why,
)
from kronika.records.problems import Problem
from kronika.records.readings import (
    ROOT,
    Antecedent,
    Argument,
    Attribution,
    Frame,
    Name,
    Reading,
    Sentence,
    Token,
)
from kronika.records.reports import Origin, Part, Report
from kronika.records.source import Lookup, RecordSource
from kronika.records.spans import Span
from kronika.records.steps import Step, unwatched, watched

__all__ = [
    "PROGRAM",
    "PUBLISHER",
    "ROOT",
    "Antecedent",
    "Argument",
    "Attribution",
    "Candidate",
    "Claim",
    "Coder",
    "Content",
    "CountryBasis",
    "Date",
    "Entity",
    "Episode",
    "Event",
    "EventRelation",
    "Figure",
    "Frame",
    "Judgement",
    "Lookup",
    "Mention",
    "Name",
    "Origin",
    "Part",
    "Place",
    "Problem",
    "Quantity",
    "Reading",
    "RecordSource",
    "Report",
    "Review",
    "Sentence",
    "Span",
    "Step",
    "Token",
    "Value",
    "Voice",
    "Why",
    "claim_id",
    "figure_id",
    "hash_id",
    "mention_id",
    "read_coder",
    "report_id",
    "text_sha256",
    "unwatched",
    "watched",
]
