"""Answers told again while the copy stays as it is: the same question of the same rows is not counted twice."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

import pyarrow as pa

LARGEST: Final = 2**20  # bytes of an answer that is kept
MOST: Final = 2**25  # bytes of all of them


class Kept:
    """Answers by question, for one version of the copy. Who asks what is being counted waits for that answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._answers: dict[str, Future[pa.Table]] = {}  # the one asked longest ago comes first
        self._bytes = 0

    def answer(self, question: str, version: int, ask: Callable[[str], pa.Table]) -> pa.Table:
        """The answer, asked for where it is not there. `version` is read before the rows are."""
        with self._lock:
            self._let_go_unless(version)
            found = self._answers.pop(question, None)
            working: Future[pa.Table] = found or Future()
            self._answers[question] = working
        if found is None:
            self._fill(working, question, ask)
        return working.result()

    def _fill(self, working: Future[pa.Table], question: str, ask: Callable[[str], pa.Table]) -> None:
        try:
            told = ask(question)
        except BaseException as error:
            working.set_exception(error)
            self._drop(working, question)
            raise
        working.set_result(told)
        if told.nbytes > LARGEST:
            self._drop(working, question)
        else:
            self._make_room(working, question)

    def _drop(self, working: Future[pa.Table], question: str) -> None:
        with self._lock:
            if self._answers.get(question) is working:
                del self._answers[question]

    def _make_room(self, working: Future[pa.Table], question: str) -> None:
        with self._lock:
            if self._answers.get(question) is not working:
                return  # the copy has changed since
            self._bytes += working.result().nbytes
            for oldest in [key for key, one in self._answers.items() if one.done() and one is not working]:
                if self._bytes <= MOST:
                    return
                self._bytes -= self._answers.pop(oldest).result().nbytes

    def _let_go_unless(self, version: int) -> None:
        """Of everything that was told of another version; who waits for it has it all the same."""
        if version != self._version:
            self._version = version
            self._answers = {}
            self._bytes = 0
