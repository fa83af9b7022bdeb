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
        "demo": "demo",
        "quarantine": "quarantine",
    },
    "Declare": {
        "journey": "journey",
    },
    "Look": {
        "customer": "customer",
        "briefing": "briefing",
        "duplicates": "duplicates",
        "measure": "measure",
        "measures": "measures",
        "export-log": "export_log",
        "status": "status",
    },
    "Keep": {
        "init": "init",
        "backup": "backup",
        "restore": "restore",
        "rebuild": "rebuild",
        "person": "person",
        "token": "token",
    },
    "People's rights": {
        "export-customer": "export_customer",
        "forget": "forget",
    },
}
