"""The repository as the rules see it: its tracked files, its modules, their functions and classes."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "src" / "polku"


@cache
def tracked() -> tuple[Path, ...]:
    """Every tracked file that still exists."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())


def is_test(path: Path) -> bool:
    inside = path.relative_to(ROOT)
    return path.name.startswith("test_") or "tests" in inside.parts or path.name == "conftest.py"


def modules() -> list[Path]:
    """The product's Python modules that hold code; tests and migrations are not among them."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and path.is_relative_to(PACKAGE)
        and not is_test(path)
        and "migrations" not in path.parts
        and path.name != "__init__.py"
    ]


def modules_of_tests() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and is_test(path)]


def templates() -> list[Path]:
    return [path for path in tracked() if path.suffix in {".html", ".svg"} and "templates" in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def name_of(path: Path) -> str:
    """A path as the rules' exceptions name it."""
    return path.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Definition:
    """A function or class: where it stands, how many lines it has, its syntax."""

    where: str
    lines: int
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def functions(paths: list[Path]) -> Iterator[Definition]:
    yield from _definitions(paths, (ast.FunctionDef, ast.AsyncFunctionDef))


def classes(paths: list[Path]) -> Iterator[Definition]:
    yield from _definitions(paths, (ast.ClassDef,))


def _definitions(paths: list[Path], kinds: tuple[type[ast.AST], ...]) -> Iterator[Definition]:
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, kinds):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                yield Definition(f"{name_of(path)}:{node.name}", size, node)
