"""stub"""

from kronika.publish.checks import Findings
from kronika.publish.options import EditionOptions
from kronika.records import RecordSource


def render_page(source: RecordSource, found: Findings, options: EditionOptions) -> str:
    return "<!doctype html>"
