"""Open corpora come in; the reader's weights, and a table of how well they read, go out."""
