"""A record comes in; tables, JSON lines and one page that opens without a network go out, checked first, in one pass."""

from kronika.publish.edition import publish_edition
from kronika.publish.options import EditionOptions

__all__ = ["EditionOptions", "publish_edition"]
