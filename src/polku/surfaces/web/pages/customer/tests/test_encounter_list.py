"""Rows made in Python: nothing a customer wrote becomes markup, and each row is what the page's script expects."""

from html.parser import HTMLParser

import msgspec
import pytest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from polku.surfaces.web.pages.customer.encounter_list import encounter_list
from polku.surfaces.web.pages.customer.encounter_rows import Row

HOSTILE = "\"'><script>alert(1)</script>&amp;"
ROW = Row(
    key="k1",
    address="/customers/7/encounters/k1",
    version="5.2",
    when=mark_safe("<time>24 Nov</time>"),
    what="Noise",
    circumstances="mail · Mikko",
    signs=mark_safe('<span class="badge">Open</span>'),
    amount="",
)


class Read(HTMLParser):
    """The tags in their order, and the words between them."""

    def __init__(self, markup: SafeString) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def first(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.tags if name == tag)


def test_a_row_opens_to_what_happened_inside_with_and_without_a_script() -> None:
    read = Read(encounter_list([ROW]))
    assert read.first("li") == {"id": "e-k1", "class": "encounter"}
    details = read.first("details")
    assert (details["hx-get"], details["data-version"]) == (ROW.address, "5.2")
    assert details["hx-trigger"] == "toggle once, refresh"
    assert read.first("a") == {"href": ROW.address}
    assert " ".join(read.words.split()) == "24 NovNoisemail · MikkoOpen What happened"


@pytest.mark.parametrize("field", ["key", "address", "version", "what", "circumstances", "amount"])
def test_words_of_customers_stay_words(field: str) -> None:
    markup = encounter_list([msgspec.structs.replace(ROW, **{field: HOSTILE})])
    read = Read(markup)
    assert "script" not in {tag for tag, _ in read.tags}
    assert "<script" not in markup
    told = read.words + "".join(str(value) for _, attributes in read.tags for value in attributes.values())
    assert HOSTILE in told  # as it was written, no letter lost and nothing escaped twice


def test_what_is_markup_already_is_not_escaped_again() -> None:
    read = Read(encounter_list([ROW]))
    assert read.first("time") == {}
    assert read.first("span")["class"] == "encounter-when"
    assert ("span", {"class": "badge"}) in read.tags


def test_an_amount_stands_beside_the_signs_only_where_there_is_one() -> None:
    assert 'class="number"' not in encounter_list([ROW])
    bought = msgspec.structs.replace(ROW, amount="€12.00")
    assert '</span> <span class="number">€12.00</span></span>' in encounter_list([bought])


def test_rows_keep_their_order_and_none_makes_an_empty_list() -> None:
    rows = [msgspec.structs.replace(ROW, key=key) for key in ("b", "a", "c")]
    read = Read(encounter_list(rows))
    assert [attributes["id"] for tag, attributes in read.tags if tag == "li"] == ["e-b", "e-a", "e-c"]
    assert encounter_list([]) == ""


def test_the_readers_language_names_what_opens() -> None:
    with translation.override("fi"):
        finnish = Read(encounter_list([ROW])).words
    assert "What happened" not in finnish
    assert "What happened" in Read(encounter_list([ROW])).words
