"""Work on many batches in several processes: results come in the order of the batches, and few are under way at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2  # batches a worker has before it, so that none waits and the memory stays bounded


class WorkerError(Exception):
    """A worker process was ended from outside; the message says what to do."""


def map_in_order(work: Callable[[T], R], batches: Iterable[T], jobs: int, start: Callable[[], object]) -> Iterator[R]:
    """``work(batch)`` for each batch, in order, by ``jobs`` processes that call ``start()`` first.

    ``work`` and ``start`` are importable functions (or partials of them). Raises WorkerError where a process vanishes.
    """
    # "spawn": threads of the reader's runtime must not be copied into a child
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(start,))
    waiting: deque[Future[R]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker process ended early, perhaps for want of memory; what was stored stays stored: "
            "run the same command again with --jobs 1 to go on"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin(start: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears it, and ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start()


def _end_with_parent() -> None:
    """A worker must not outlive a first process that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
