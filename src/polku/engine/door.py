"""The owner's door: other processes of this house ask the engine through it, on this machine only.

Whoever can read the key's file can read the data folder, and nobody else gets in (decision 0019). A question is
SQL; the answer is Arrow.
"""

import logging
import os
import secrets
import threading
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa

log = logging.getLogger(__name__)
REBUILD: Final = b"rebuild"
_FAILED: Final = b"!"


class EngineError(Exception):
    """The engine could not answer; the text says why, and what to do."""


class Way(msgspec.Struct):
    """Where the door is, and the key to it."""

    port: int
    key: str


class Door:
    """Answers in a thread per caller until it is closed."""

    def __init__(self, sign: Path, answer: Callable[[bytes], pa.Table]) -> None:
        self._sign = sign
        self._answer = answer
        self._listener = Listener(("127.0.0.1", 0))
        self._key = secrets.token_hex(32)
        port: int = self._listener.address[1]
        _write_secretly(sign, msgspec.json.encode(Way(port, self._key)))
        self._closed = threading.Event()
        self._doorman = threading.Thread(target=self._open, name="polku-engine-door", daemon=True)
        self._doorman.start()

    def close(self) -> None:
        """No more callers."""
        self._sign.unlink(missing_ok=True)
        self._closed.set()
        Client(self._listener.address).close()  # who waits for a caller does not hear of a close
        self._doorman.join()
        self._listener.close()

    def _open(self) -> None:
        while True:
            caller = self._listener.accept()
            if self._closed.is_set():
                caller.close()
                return
            threading.Thread(target=self._serve, args=[caller], daemon=True).start()

    def _serve(self, caller: Connection) -> None:
        with caller:
            try:
                _greet(caller, self._key, first=True)
                question = caller.recv_bytes(2**20)
                caller.send_bytes(self._answered(question))
            except Exception as error:  # noqa: BLE001 a caller's trouble is not the server's
                log.info("a caller at the engine's door went away: %s", type(error).__name__)

    def _answered(self, question: bytes) -> bytes:
        try:
            found = self._answer(question)
        except Exception as error:  # noqa: BLE001 told to whoever asked
            return _FAILED + str(error).encode()
        written = pa.BufferOutputStream()
        with pa.ipc.new_stream(written, found.schema) as stream:
            stream.write_table(found)
        told: bytes = written.getvalue().to_pybytes()
        return b"=" + told


def ask_at(sign: Path, question: bytes) -> pa.Table | None:
    """The owner's answer; None where nobody opens. EngineError where it could not answer."""
    try:
        way = msgspec.json.decode(sign.read_bytes(), type=Way)
        caller = Client(("127.0.0.1", way.port))
    except (OSError, msgspec.MsgspecError):
        return None
    with caller:
        try:
            _greet(caller, way.key, first=False)
            caller.send_bytes(question)
            told = caller.recv_bytes()
        except (OSError, EOFError, AuthenticationError):
            return None  # it closed meanwhile, or another has opened with another key
    if told.startswith(_FAILED):
        raise EngineError(told[1:].decode())
    return pa.ipc.open_stream(told[1:]).read_all()


def _greet(other: Connection, key: str, first: bool) -> None:
    """Each shows the other that it has the key, without showing the key."""
    steps = [deliver_challenge, answer_challenge] if first else [answer_challenge, deliver_challenge]
    for step in steps:
        step(other, key.encode())


def _write_secretly(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
