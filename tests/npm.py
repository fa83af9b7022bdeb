"""Programs of others from npm's registry, installed once and kept between runs outside the repository."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

_ASKED = ("package.json", "package-lock.json", ".npmrc")


def installed(name: str, here: Path, *scripts: str) -> Path:
    """The folder with what `here` asks for, and its scripts beside; one for each state of these files."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing. On Debian or Ubuntu: apt-get install nodejs npm")
    parts = (*_ASKED, *scripts)
    state = sha256(b"".join((here / part).read_bytes() for part in parts)).hexdigest()[:16]
    folder = Path(os.environ.get("POLKU_TEST_CACHE", tempfile.gettempdir())) / f"polku-{name}-{state}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another process of the same run may be at it
        if not (folder / "installed").exists():
            for part in parts:
                shutil.copy(here / part, folder / part)
            subprocess.run(
                ["npm", "ci", "--ignore-scripts"], cwd=folder, check=True, capture_output=True, timeout=300
            )
            (folder / "installed").touch()
    return folder
