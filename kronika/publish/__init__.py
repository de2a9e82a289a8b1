"""A record comes in; tables, JSON lines and one page that opens without a network go out, checked first, in one pass."""

from kronika.publish.edition import publish_edition
from kronika.publish.options import EditionOptions
from kronika.publish.profiles import profile_names, publish_profile

__all__ = ["EditionOptions", "profile_names", "publish_edition", "publish_profile"]
