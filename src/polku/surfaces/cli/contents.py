"""The table of contents of `polku`: every command, under its heading, with the module that holds it."""

from typing import Final

# heading → command name → module under polku.surfaces.cli, whose click command is called `command`
CONTENTS: Final[dict[str, dict[str, str]]] = {
    "Run": {
        "serve": "serve",
        "work": "work",
    },
    "Bring in": {
        "import": "import_",
        "mapping": "mapping",
        "source": "source",
        "sample": "sample",
        "quarantine": "quarantine",
    },
    "Look": {
        "status": "status",
    },
    "Keep": {
        "rebuild": "rebuild",
        "person": "person",
    },
    "People's rights": {},
}
