"""Nothing of the machine it was written on stands in the repository."""

import re

from tests.rules import code

# A home folder, a build's folder, or the host of a package registry; written so that this file does not match.
MACHINE = re.compile(r"/(?:home|Users)/[a-z]+/|/wo[r]k/|/opt/py[p]i|file:///[a-z]")
REGISTRY = re.compile(r"https?://[^\s\"']*(?:py[p]i|registry\.n[p]mjs|files\.pythonhosted)[^\s\"']*")
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".html",
    ".css",
    ".js",
    ".in",
    ".csv",
    ".po",
    "",
}


def test_no_machine_path_and_no_registry_is_named() -> None:
    found = {
        code.name_of(path): match.group()
        for path in code.tracked()
        if path.suffix in TEXT
        and (text := path.read_text("utf-8", "replace"))
        and (match := MACHINE.search(text) or REGISTRY.search(text))
    }
    assert found == {}
