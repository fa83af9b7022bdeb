"""What a test must be: it asserts something, it does not wait blindly, it is named by a sentence."""

import ast
from pathlib import Path

import pytest

from tests.rules import code

TESTS = [found for found in code.functions(code.modules_of_tests()) if found.node.name.startswith("test_")]


def _asserts(node: ast.AST) -> bool:
    """An assert statement, pytest.raises, or a call to something named assert, expect or validate"""
    for part in ast.walk(node):
        if isinstance(part, ast.Assert):
            return True
        if isinstance(part, ast.Call):
            called = ast.unparse(part.func).rpartition(".")[2]
            if (
                called == "raises"
                or "assert" in called
                or "validate" in called
                or called.startswith("expect")
            ):
                return True
    return False


def test_every_test_asserts() -> None:
    assert [found.where for found in TESTS if not _asserts(found.node)] == []


def test_test_names_are_sentences() -> None:
    assert [found.where for found in TESTS if found.node.name.count("_") < 3] == []


def test_this_rule_sees_a_test_that_asserts_nothing() -> None:
    assert not _asserts(ast.parse("def test_nothing(): print(1)"))
    assert _asserts(ast.parse("def test_error():\n with pytest.raises(ValueError): int('x')"))


@pytest.mark.parametrize("path", code.modules_of_tests(), ids=code.name_of)
def test_no_test_asserts_what_the_clock_on_the_wall_says(path: Path) -> None:
    timed = [
        ast.unparse(node)
        for node in ast.walk(code.tree(path))
        if isinstance(node, ast.Assert)
        and any(word in ast.unparse(node) for word in ("perf_counter", "time.time("))
    ]
    assert timed == []
