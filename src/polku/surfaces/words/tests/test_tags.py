"""The words as templates say them."""

from django.template import Context, Template

from polku.lib.clock import HOUR, now


def drawn(text: str, **told: object) -> str:
    return Template("{% load words %}" + text).render(Context(told))


def test_what_is_absent_is_a_dash() -> None:
    filters = ["when", "date_of", "exact", "duration", "money:'EUR'", "number", "due"]
    assert {drawn("{{ x|" + name + " }}", x=None) for name in filters} == {"–"}


def test_a_moment_is_a_time_element() -> None:
    assert drawn("{{ x|when }}", x=now() - 3 * HOUR).endswith(">3 h ago</time>")


def test_a_badge_has_words_and_a_look() -> None:
    assert drawn("{% badge 'broken' %}") == '<span class="badge badge-below">Broken</span>'
    assert drawn("{% badge 'closed' %}") == '<span class="badge">Closed</span>'


def test_a_wait_says_how_long() -> None:
    badge = drawn("{% waiting 'waiting_for_us' since %}", since=now() - 3 * HOUR)
    assert badge == '<span class="badge badge-wait">Waiting for us 3 h</span>'


def test_what_comes_from_outside_is_escaped() -> None:
    assert "<b>" not in drawn("{% badge x %}{{ x|kind:'us' }}", x="<b>")


def test_kinds_states_and_dues_are_filters() -> None:
    said = drawn("{{ 'asked'|kind:'customer' }}, {{ 'kept'|state }}, {{ x|due }}", x=now() - 2 * HOUR)
    assert said == "asked us, Kept, 2 h overdue"
