"""Comes in: a report's reading. Goes out: mentions, figures and claims, each with its words, its voice and its reason."""

from kronika.code.claims import claim_mentions
from kronika.code.coder import code_report
from kronika.code.confidence import weigh_in_report
from kronika.code.explain import Account, explain_report

__all__ = ["Account", "claim_mentions", "code_report", "explain_report", "weigh_in_report"]
