"""Comes in: a read report. Goes out: its places and days resolved, and its actors with country, sectors and antecedents."""
