"""The messages that Python modules and templates mark for translation, found without gettext's tools."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils.translation.template import templatize

# function → which arguments are the context, the message and the plural
_MARKS: Final = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_TEXT: Final = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_IN_TEMPLATE: Final = re.compile(rf"(?<![\w])(n?p?gettext|_)\(\s*{_TEXT}(?:,\s*{_TEXT})?(?:,\s*{_TEXT})?")

Marked = tuple[str | None, str]  # context, message


def marked_in(folder: Path) -> Iterator[tuple[Path, Marked]]:
    """Every marked message under a folder, but for its tests, with the file it stands in."""
    for path in sorted(folder.rglob("*.py")):
        if not path.name.startswith("test_") and "tests" not in path.parts and path.name != "conftest.py":
            yield from ((path, found) for found in _in_python(path))
    for path in sorted(folder.rglob("templates/**/*.html")):
        yield from ((path, found) for found in _in_template(path))


def _in_python(path: Path) -> Iterator[Marked]:
    tree = ast.parse(path.read_text("utf-8"))
    called = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called:
            context, message, _plural = _MARKS[called[node.func.id]]
            told = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
            assert told[message] is not None, f"{path}:{node.lineno}: mark a plain text"
            yield (None if context is None else str(told[context]), str(told[message]))


def _names(tree: ast.Module) -> dict[str, str]:
    """The names under which a module knows gettext's functions."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in _MARKS
    }


def _in_template(path: Path) -> Iterator[Marked]:
    for found in _IN_TEMPLATE.finditer(templatize(path.read_text("utf-8"), origin=str(path))):
        context, message, _plural = _MARKS[found[1]]
        told = [str(ast.literal_eval(text)) for text in found.groups()[1:] if text]
        yield (None if context is None else told[context], told[message])
