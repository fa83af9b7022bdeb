"""Every sentence with which the rooms below the surfaces refuse, read off their code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

POLKU: Final = Path(__file__).parents[4]
# Modules whose refusals reach quarantine, an import's report or a replay.
MODULES: Final = (
    *("touchpoints/mappings/interactions.py", "touchpoints/mappings/moments.py"),
    *("touchpoints/mappings/people.py", "touchpoints/mappings/reader.py", "touchpoints/mappings/values.py"),
    *(
        "intake/files/*.py",
        "intake/files/ocel/*.py",
        "intake/quarantine.py",
        "pipeline/interpret.py",
        "identity/decide.py",
    ),
    *("intake/http/segment.py", "intake/http/cloudevents.py", "intake/http/parsed.py"),
    *("intake/http/moments.py", "lib/money.py"),
)
# Modules that tell what is wrong with a mapping or a journey, as problems at a line.
DECLARATIONS: Final = (
    *("touchpoints/mappings/check*.py", "touchpoints/mappings/document.py", "touchpoints/mappings/save.py"),
    *("touchpoints/mappings/worded.py", "touchpoints/mappings/template.py"),
    *("touchpoints/journeys/check.py", "touchpoints/journeys/save.py"),
    *("surfaces/web/pages/mappings/keeping.py", "surfaces/web/pages/journeys/keeping.py"),
)
REFUSING: Final = {
    *("Unreadable", "Unfit", "TooLarge", "Malformed", "UnreadableFile", "ValueError", "CannotReplay"),
    "WrongTemplate",
}
AT_A_LINE: Final = {"problem", "Problem", "_about_name"}
_TAIL: Final = re.compile(r"(nearest|instead)\(")  # what could have been meant: the catalogue's TAILS


def sentences() -> Iterator[tuple[str, str]]:
    """Module and sentence; every value in a sentence is told as `{}`."""
    for pattern in (*MODULES, *DECLARATIONS):
        for path in sorted(POLKU.glob(pattern)):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (told := _told(node)):
                    yield str(path.relative_to(POLKU)), told


def without_names(sentence: str) -> str:
    """A sentence of the catalogue with `{}` for each value."""
    return re.sub(r"\{\w+\}", "{}", sentence)


def _told(call: ast.Call) -> str:
    """The sentence that a call refuses with; "" where it refuses nothing or passes another's sentence on."""
    named = getattr(call.func, "id", getattr(call.func, "attr", ""))
    said = [keyword.value for keyword in call.keywords if keyword.arg == "fault"]
    if named in REFUSING:
        said = call.args[:1]
    elif named in AT_A_LINE:
        said = call.args[1:2]
    return _text(said[0]) if said else ""


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return _text(node.left) + _text(node.right)
    if isinstance(node, ast.FormattedValue):
        return "" if _TAIL.match(ast.unparse(node.value)) else "{}"
    return ""
