"""A throw-away environment with the peers in it, from whichever registry pip is set up for."""

import os
import resource
import signal
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any, Final

import msgspec

PEERS: Final = ("pm4py", "retentioneering")
SECONDS: Final = int(os.environ.get("PEER_SECONDS", "120"))  # that a peer has for one log
GIGABYTES: Final = int(os.environ.get("PEER_GIGABYTES", "12"))
_ASKS: Final = Path(__file__).parent


def furnish(folder: Path) -> Path:
    """The environment's Python, made with the peers installed unless it is there already."""
    python = folder / "bin" / "python"
    if not (folder / "furnished").exists():
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS]
        done = subprocess.run(install, capture_output=True, text=True)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            raise SystemExit("The peers can't be installed here; pip says above why.")
        (folder / "furnished").touch()
    return python


def versions(python: Path) -> str:
    """Which peers these are."""
    asked = "import sys; from importlib.metadata import version; print(*(f'{p} {version(p)}' for p in sys.argv[1:]), sep=', ')"
    return subprocess.run(
        [python, "-c", asked, *PEERS], capture_output=True, text=True, check=True
    ).stdout.strip()


def ask(python: Path, peer: str, *words: str) -> dict[str, Any]:
    """What the peer answers to the questions of its own script here, in a process of its own.

    `short` says why there are fewer answers than questions: the peer is given so much time and memory and no more.
    """
    quiet = os.environ | {"RETENTIONEERING_NO_TRACK": "1", "PYTHONWARNINGS": "ignore"}
    call = [python, _ASKS / f"ask_{peer}.py", *words]
    try:
        done = subprocess.run(
            call, capture_output=True, text=True, env=quiet, timeout=SECONDS, preexec_fn=_confine
        )
    except subprocess.TimeoutExpired as late:
        return _heard((late.stdout or b"").decode(), f"no further answer within {SECONDS} s")
    if done.returncode and not ("MemoryError" in done.stderr or done.returncode == -signal.SIGKILL):
        raise RuntimeError(f"{peer} failed: {done.stderr[-2000:]}")
    return _heard(done.stdout, f"no further answer within {GIGABYTES} GB" if done.returncode else "")


def _confine() -> None:
    most = GIGABYTES << 30
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _heard(printed: str, short: str) -> dict[str, Any]:
    lines = [msgspec.json.decode(line) for line in printed.splitlines() if line.startswith('{"question"')]
    return {
        "told": {line["question"]: line["told"] for line in lines},
        "took": {line["question"]: line["took"] for line in lines if line["took"]},
        "memory": max((line["memory"] for line in lines), default=0.0),
        "short": short,
    }
