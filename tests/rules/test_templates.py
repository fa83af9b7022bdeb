"""Every string a person sees is marked for translation."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.rules import code

_TRANSLATED = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?{%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL)
_COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", re.DOTALL)
_DJANGO = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_SEEN = {"title", "alt", "placeholder", "aria-label", "content-label"}
_WORD = re.compile(r"[A-Za-zÅÄÖåäö]{2,}")
# What is the same in every language.
_NAMES = {"Polku", "CSV", "JSON", "API", "XES", "ISO", "UTC", "Esc", "Ctrl", "px"}


class _Words(HTMLParser):
    """Collects words between tags and in attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style", "code", "kbd", "pre", "textarea"}
        for name, value in attributes:
            if name in _SEEN:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style", "code", "kbd", "pre", "textarea"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)

    def _note(self, text: str) -> None:
        self.words += [word for word in _WORD.findall(re.sub(r"&\w+;", "", text)) if word not in _NAMES]


def unmarked(template: str) -> list[str]:
    """Words of a template that stand outside every translation tag."""
    parser = _Words()
    parser.feed(_DJANGO.sub("", _TRANSLATED.sub("", _COMMENT.sub("", template))))
    parser.close()
    return parser.words


@pytest.mark.parametrize("path", code.templates(), ids=code.name_of)
def test_every_visible_string_is_marked_for_translation(path: Path) -> None:
    assert unmarked(path.read_text("utf-8")) == []


def test_the_rule_sees_unmarked_words_and_lets_marked_ones_be() -> None:
    assert unmarked('<p title="Hello">{% translate "Open" %} waiting {{ name }}</p>') == ["Hello", "waiting"]
    assert (
        unmarked("{% blocktranslate %}Open <b>{{ n }}</b> now{% endblocktranslate %}<code>curl</code>") == []
    )
