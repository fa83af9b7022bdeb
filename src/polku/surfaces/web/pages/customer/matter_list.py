"""Open matters as markup, made in Python: an organisation has a hundred and more of them."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from polku.surfaces.web.pages.customer.matters import Matter


def matter_list(matters: Iterable[Matter]) -> SafeString:
    """An `<li>` for each matter: the customer's words in quotation marks, ours without."""
    return mark_safe("\n".join(map(_item, matters)))  # noqa: S308 - escaped by _item


def _item(one: Matter) -> str:
    """`signs` is markup already; everything else is escaped here."""
    words = f"<q>{escape(one.quoted)}</q>" if one.quoted else escape(one.named)
    return (
        f'<li id="{escape(one.key)}"><span class="signs">{one.signs}</span>'
        f'<span>{words} <small class="quiet">{escape(one.circumstances)}</small></span></li>'
    )
