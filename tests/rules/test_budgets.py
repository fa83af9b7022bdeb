"""How long things may be (docs/decisions/0008-budgets.md)."""

import ast
from statistics import median, quantiles

from tests.rules import code

# Each exception stands with its reason; this list may only shrink.
LONG_FUNCTIONS: dict[str, str] = {}
LONG_MODULES: dict[str, str] = {}
# Lines of test per line of code. The aim is 1.1 (decision 0008); until it is reached this number only rises.
TESTS_PER_LINE = 0.7


def test_modules_are_short() -> None:
    sizes = {code.name_of(path): code.lines(path) for path in code.modules()}
    assert median(sizes.values()) <= 80
    assert {name: size for name, size in sizes.items() if size > 400 and name not in LONG_MODULES} == {}


def test_functions_do_one_thing() -> None:
    sizes = {found.where: found.lines for found in code.functions(code.modules())}
    assert median(sizes.values()) <= 8
    assert quantiles(sizes.values(), n=10)[-1] <= 30
    assert {name: size for name, size in sizes.items() if size > 50 and name not in LONG_FUNCTIONS} == {}


def test_tests_are_no_longer_than_what_they_test() -> None:
    sizes = {found.where: found.lines for found in code.functions(code.modules_of_tests())}
    assert {name: size for name, size in sizes.items() if size > 50} == {}


def test_no_class_becomes_a_hub() -> None:
    methods = {
        found.where: sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in found.node.body)
        for found in code.classes(code.modules())
    }
    assert {name: count for name, count in methods.items() if count > 20} == {}


def test_views_only_read_and_render() -> None:
    views = [
        found
        for found in code.functions([path for path in code.modules() if path.name == "views.py"])
        if found.node.args.args and found.node.args.args[0].arg == "request"  # type: ignore[union-attr]
    ]
    assert {view.where: view.lines for view in views if view.lines > 25} == {}


def test_templates_fit_a_screen_or_two() -> None:
    sizes = {code.name_of(path): code.lines(path) for path in code.templates()}
    assert {name: size for name, size in sizes.items() if size > 150} == {}


def test_the_root_can_be_read_at_a_glance() -> None:
    entries = {path.relative_to(code.ROOT).parts[0] for path in code.tracked()}
    assert len(entries) <= 17, sorted(entries)


def test_there_is_enough_test_for_the_code() -> None:
    product = sum(code.lines(path) for path in code.modules())
    tests = sum(code.lines(path) for path in code.modules_of_tests())
    assert tests >= TESTS_PER_LINE * product, f"{tests} lines of tests for {product} lines of code"
