"""Comes in: a read report. Goes out: its places and days resolved, and its actors with country, sectors and antecedents."""

from kronika.resolve.actors import resolve_actors
from kronika.resolve.gazetteer import Gazetteer, open_gazetteer
from kronika.resolve.ground import ground

__all__ = ["Gazetteer", "ground", "open_gazetteer", "resolve_actors"]
