"""One concept, one name, and no name that says nothing."""

import re

from django.apps import apps

from tests.rules import code

VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "common",
    "manager",
    "base",
    "service",
    "services",
    "core",
    "stuff",
}


def _glossary() -> str:
    return (code.ROOT / "docs" / "glossary.md").read_text("utf-8")


def test_no_file_or_folder_has_a_vague_name() -> None:
    # A template that others extend is called base.html by every Django project.
    vague = [
        code.name_of(path)
        for path in code.tracked()
        if path.suffix == ".py" and VAGUE & {path.stem, *path.relative_to(code.ROOT).parts[:-1]}
    ]
    assert vague == []


def test_every_folder_of_the_house_is_in_the_glossary() -> None:
    folders = {
        path.parent.relative_to(code.PACKAGE).as_posix()
        for path in code.modules()
        if path.parent != code.PACKAGE
    }
    # A page's folder has the page's noun, which its own title explains.
    folders -= {folder for folder in folders if folder.rpartition("/")[0] == "surfaces/web/pages"}
    missing = [folder for folder in sorted(folders) if f"`{folder}/`" not in _glossary()]
    assert missing == [], "each folder needs a line in docs/glossary.md"


def test_every_model_is_in_the_glossary() -> None:
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("polku.")}
    words = set(re.findall(r"`(\w+)`", _glossary()))
    assert models - words == set(), "each model needs a line in docs/glossary.md"
