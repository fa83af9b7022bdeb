"""Tags that say a measured share with its interval and number, and draw how sure it is.

`{% load measured %}`, then: `{% share value low high n %}`, `{% not_measured %}`. All shares are between 0 and 1;
`low` and `high` are the ends of its 95 % interval, `n` how many it was measured on. `{% interval value low high start
end against %}` draws any estimate without words, on a line from start to end, beside what it is held against.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from polku.surfaces.charts.interval.draw import interval_svg
from polku.surfaces.words.amounts import number_words, percent_words

register = template.Library()


@register.simple_tag
def share(value: float | None, low: float = 0, high: float = 1, n: int = 0) -> SafeString:
    """The share with its interval drawn and said; `not measured` where there is none."""
    if value is None or n == 0:
        return not_measured()
    return format_html(
        '<span class="measured">{} <b>{}</b> <small class="quiet">{}–{}, {}</small></span>',
        interval(value, low, high),
        percent_words(value),
        percent_words(low),
        percent_words(high),
        _("n = %(n)s") % {"n": number_words(n)},
    )


@register.filter
def percent(part: float) -> str:
    """A share in words; below ten percent with a decimal, for there it counts."""
    return percent_words(part, 1 if 0 < abs(part) < 0.0995 else 0)


@register.simple_tag
def not_measured() -> SafeString:
    """Hatched, and said in words: nothing is known here, which is not zero."""
    return format_html(
        '<span class="measured"><span class="hatched" aria-hidden="true"></span> <b>{}</b></span>',
        _("not measured"),
    )


@register.simple_tag
def interval(
    value: float, low: float, high: float, start: float = 0, end: float = 1, against: float | None = None
) -> SafeString:
    """The picture alone; the words beside it have to say the same."""
    return mark_safe(interval_svg(value, low, high, start, end, against))  # noqa: S308  # numbers only
