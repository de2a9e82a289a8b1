"""Comes in: a report's reading. Goes out: mentions, figures and claims, each with its words, its voice and its reason."""

from kronika.code.claims import claim_mentions
from kronika.code.coder import code_report

__all__ = ["claim_mentions", "code_report"]
