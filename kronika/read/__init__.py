"""Report text and its split sentences come in; sentences with their reading (tree, frames, names, voices) go out.

Importing this loads no model; the weights are read when the first sentence is.
"""

from kronika.read.reader import Reader, WordReading
from kronika.read.sentences import read_batch, read_report
from kronika.read.weights import ReaderError

__all__ = ["Reader", "ReaderError", "WordReading", "read_batch", "read_report"]
