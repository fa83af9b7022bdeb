"""Tags that say a measured share with its interval and number, and draw how sure it is.

`{% load measured %}`, then: `{% share value low high n %}`, `{% not_measured %}`. All shares are between 0 and 1;
`low` and `high` are the ends of its 95 % interval, `n` how many it was measured on.
"""

from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from polku.surfaces.words.amounts import number_words, percent_words

register = template.Library()
WIDTH: Final = 160  # of a bar, in pixels; one share is 0 at its left end and 1 at its right
_BAR: Final = (
    '<svg class="interval" width="{width}" height="14" viewBox="0 0 {width} 14" aria-hidden="true">'
    '<path class="interval-axis" d="M0 7H{width}"/>'
    '<rect class="interval-fade" x="{low}" y="4" width="{whole}" height="6"/>'
    '<rect class="interval-sure" x="{middle_low}" y="4" width="{half}" height="6"/>'
    '<path class="interval-value" d="M{value} 1V13"/></svg>'
)


@register.simple_tag
def share(value: float | None, low: float = 0, high: float = 1, n: int = 0) -> SafeString:
    """The share with its interval drawn and said; `not measured` where there is none."""
    if value is None or n == 0:
        return not_measured()
    return format_html(
        '<span class="measured">{} <b>{}</b> <small class="quiet">{}–{}, {}</small></span>',
        _bar(value, low, high),
        percent_words(value),
        percent_words(low),
        percent_words(high),
        _("n = %(n)s") % {"n": number_words(n)},
    )


@register.simple_tag
def not_measured() -> SafeString:
    """Hatched, and said in words: nothing is known here, which is not zero."""
    return format_html(
        '<span class="measured"><span class="hatched" aria-hidden="true"></span> <b>{}</b></span>',
        _("not measured"),
    )


def _bar(value: float, low: float, high: float) -> SafeString:
    """The interval fades to its ends: the middle half between each end and the value is drawn stronger."""
    middle_low, middle_high = (low + value) / 2, (high + value) / 2
    return format_html(
        _BAR,
        width=WIDTH,
        low=_at(low),
        whole=_at(high - low),
        middle_low=_at(middle_low),
        half=_at(middle_high - middle_low),
        value=_at(value),
    )


def _at(part: float) -> str:
    return f"{part * WIDTH:.1f}"
