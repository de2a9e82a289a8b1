"""A record comes in; tables, JSON lines and one page that opens without a network go out, checked first, in one pass."""
