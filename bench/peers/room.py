"""A throw-away environment with the peers in it, from whichever registry pip is set up for."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any, Final

import msgspec

PEERS: Final = ("pm4py", "retentioneering")
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
    """What the peer answers to the questions of its own script here, in a process of its own."""
    quiet = os.environ | {"RETENTIONEERING_NO_TRACK": "1", "PYTHONWARNINGS": "ignore"}
    script = _ASKS / f"ask_{peer}.py"
    done = subprocess.run([python, script, *words], capture_output=True, text=True, env=quiet)
    if done.returncode:
        raise RuntimeError(f"{peer} failed: {done.stderr[-2000:]}")
    told: dict[str, Any] = msgspec.json.decode(done.stdout.splitlines()[-1])
    return told
