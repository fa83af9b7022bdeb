"""Begin a page, a measure or a mapping with something small that works: `make new KIND=page NAME=parcels`.

The seeds beside this file are whole: they pass every check as they are. tests/rules/test_new.py plants each of
them in a copy of the repository and runs what it brings.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SEEDS: Final = Path(__file__).parent
ROOT: Final = SEEDS.parents[1]
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PAGES: Final = "src/polku/surfaces/web"
_LENSES: Final = "src/polku/lenses"
_MAPPINGS: Final = "src/polku/touchpoints/mappings"


class CannotPlant(Exception):
    """It can't be begun; the text says why, and what to do."""


@dataclass(frozen=True)
class Kind:
    """What one kind of thing begins with: seed → place, lines for tables of contents, what to do next."""

    places: dict[str, str]
    # (file, the line it goes before, or "" for an import's place by the alphabet; the line)
    lines: tuple[tuple[str, str, str], ...]
    then: str


KINDS: Final = {
    "page": Kind(
        {
            "urls.py": f"{_PAGES}/pages/NAME/urls.py",
            "views.py": f"{_PAGES}/pages/NAME/views.py",
            "page.html": f"{_PAGES}/pages/NAME/templates/NAME/NAME.html",
            "test.py": f"{_PAGES}/pages/NAME/test_NAME.py",
        },
        ((f"{_PAGES}/urls.py", "]", '    path("DASHED", include("polku.surfaces.web.pages.NAME.urls")),'),),
        f"Open /DASHED. {_PAGES}/pages/README.md says the rest; navigation.py has the navigation.",
    ),
    "measure": Kind(
        {
            "measure.py": f"{_LENSES}/journeys/NAME.py",
            "test.py": f"{_LENSES}/journeys/tests/test_NAME.py",
            "page.md": "docs/measures/DASHED.md",
        },
        (
            (f"{_LENSES}/catalog.py", "", "from polku.lenses.journeys.NAME import UPPER"),
            (f"{_LENSES}/catalog.py", "    )", "        UPPER,"),
        ),
        "Try: polku measure DASHED. Then `make docs`.",
    ),
    "mapping": Kind(
        {"mapping.yaml": f"{_MAPPINGS}/shipped/DASHED.yaml", "test.py": f"{_MAPPINGS}/tests/test_NAME.py"},
        (),
        "Try: polku mapping try --mapping DASHED EVENT.json",
    ),
}


def plant(kind: str, name: str, root: Path = ROOT) -> list[Path]:
    """Begin the thing; returns the files made. CannotPlant where the kind, the name or the place is not right."""
    if kind not in KINDS:
        raise CannotPlant(f"KIND is one of {', '.join(KINDS)}, not {kind!r}.")
    if not _NAME.fullmatch(name):
        raise CannotPlant(
            f"NAME is small letters, digits and single hyphens, as in open-promises; not {name!r}."
        )
    places = {SEEDS / kind / seed: root / _named(place, name) for seed, place in KINDS[kind].places.items()}
    taken = [place for place in places.values() if place.exists()]
    if taken:
        raise CannotPlant(f"{taken[0].relative_to(root)} is there already; choose another NAME.")
    for seed, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_named(seed.with_name(f"{seed.name}.seed").read_text("utf-8"), name), "utf-8")
    for file, before, line in KINDS[kind].lines:
        _list(root / file, before, _named(line, name))
    return list(places.values())


def _named(text: str, name: str) -> str:
    plain = name.replace("-", "_")
    return text.replace("DASHED", name).replace("UPPER", plain.upper()).replace("NAME", plain)


def _list(table: Path, before: str, line: str) -> None:
    """Put the line into a table of contents: before the last line that reads so, an import by the alphabet."""
    lines = table.read_text("utf-8").splitlines()
    if before:
        place = max(number for number, there in enumerate(lines) if there == before)
    else:
        place = next(
            number for number, there in enumerate(lines) if there.startswith("from polku") and there > line
        )
    table.write_text("\n".join([*lines[:place], line, *lines[place:]]) + "\n", "utf-8")


def main() -> None:
    """The command: KIND and NAME."""
    kind, name = (*sys.argv[1:], "", "")[:2]
    try:
        made = plant(kind, name)
    except CannotPlant as why:
        sys.exit(str(why))
    for path in made:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    sys.stdout.write(_named(KINDS[kind].then, name) + "\n")


if __name__ == "__main__":
    main()
