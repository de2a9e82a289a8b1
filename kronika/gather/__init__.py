"""Files, folders and tables come in; reports with marked parts go out, one at a time, and problems for what is wrong."""

from kronika.gather.gather import count_inputs, gather, gather_text, is_day
from kronika.gather.options import GatherOptions
from kronika.gather.parts import mark_parts
from kronika.gather.reports import merge_duplicates, where_of

__all__ = [
    "GatherOptions",
    "count_inputs",
    "gather",
    "gather_text",
    "is_day",
    "mark_parts",
    "merge_duplicates",
    "where_of",
]
