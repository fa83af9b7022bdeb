"""Open matters written in Python: whose words are quoted, what is escaped; and which complaints wait."""

import pytest
from django.utils.safestring import mark_safe
from msgspec.structs import replace

from polku.lenses.customer.complaints import Complaint
from polku.lenses.customer.page import Open
from polku.lenses.customer.waiting import Waiting
from polku.surfaces.web.pages.customer.matter_list import matter_list
from polku.surfaces.web.pages.customer.matters import Matter, apart

HOSTILE = "\"'><script>alert(1)</script>"
ESCAPED = "&quot;&#x27;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
MATTER = Matter("waiting-1", mark_safe('<span class="badge">Open</span>'), "", "Invoice", "mail")
WAITING = Waiting(7, "mail-support", "t", "mail", 100, 150, 1, "", "")
COMPLAINT = Complaint(7, 200, 1, "mail-support", "t", "mail", "", "", "")


def test_a_customers_words_are_quoted_and_ours_are_not() -> None:
    ours, theirs = matter_list([MATTER, replace(MATTER, quoted="Where?")]).split("\n")
    assert "<span>Invoice <small" in ours
    assert "<span><q>Where?</q> <small" in theirs
    assert "Invoice" not in theirs


@pytest.mark.parametrize("field", ["key", "quoted", "named", "circumstances"])
def test_nothing_that_was_written_becomes_markup(field: str) -> None:
    markup = matter_list([replace(MATTER, **{field: HOSTILE})])
    assert "<script" not in markup
    assert ESCAPED in markup
    assert '<span class="signs"><span class="badge">Open</span></span>' in markup


def test_none_is_nothing_so_that_the_page_can_say_so() -> None:
    assert not matter_list([])


@pytest.mark.parametrize(
    ("opened_at", "complained_at", "waits"),
    [(100, 200, True), (100, 100, True), (300, 200, False)],
)
def test_a_complaint_waits_where_it_came_after_the_conversation_opened(
    opened_at: int, complained_at: int, waits: bool
) -> None:
    waiting, complaint = (
        replace(WAITING, opened_at=opened_at),
        replace(COMPLAINT, occurred_at=complained_at),
    )
    found = apart(Open([waiting], [], [complaint]))
    assert found == ([(waiting, waits)], [] if waits else [complaint])


@pytest.mark.parametrize("other", [{"customer_id": 8}, {"touchpoint": "shop"}, {"thread": "u"}])
def test_a_complaint_of_another_conversation_is_a_line_of_its_own(other: dict[str, str | int]) -> None:
    elsewhere = replace(COMPLAINT, **other)
    assert apart(Open([WAITING], [], [elsewhere])) == ([(WAITING, False)], [elsewhere])


def test_of_two_encounters_in_a_conversation_the_earlier_holds_the_complaint_too() -> None:
    # Opened at 100 and at 300; complaints at 200 and 50. The one at 200 came after the first opened, before the
    # second did; the one at 50 came before both.
    earlier, later = WAITING, replace(WAITING, opened_at=300)
    before = replace(COMPLAINT, occurred_at=50)
    for order in ([earlier, later], [later, earlier]):
        waiting, answered = apart(Open(order, [], [before, COMPLAINT]))
        assert {one.opened_at: held for one, held in waiting} == {100: True, 300: False}
        assert answered == [before]
