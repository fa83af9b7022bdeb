"""A briefing as a page of text, in three languages, with why each sentence stands and what was left out."""

from django.utils import translation

from polku.lenses.customer.briefing.briefing import briefing
from polku.lenses.customer.page import customer_page
from polku.surfaces.words.briefing.reasons import reason, weight_words
from polku.surfaces.words.briefing.sentence import sentence

LANGUAGES = ("en", "fi", "sv")


def drawn(customer_id: int, now: int) -> str:
    """What a reader would be told at `now`, as a golden file holds it."""
    page = customer_page(customer_id, now)
    assert page is not None
    lines = [page.who.name, ""]
    for language in LANGUAGES:
        with translation.override(language):
            chosen = briefing(page, None)
            lines += [f"  {number}  {sentence(one, now)}" for number, one in enumerate(chosen.said, 1)]
        lines.append("")
    with translation.override("en"):
        chosen = briefing(page, None)
        lines += [f"  {n}  {reason(one)} ({weight_words(one.score)})" for n, one in enumerate(chosen.said, 1)]
        if chosen.left:
            lines += ["", "  not said:"]
            lines += [f"  -  {why}: {sentence(one, now)} ({one.score.total})" for one, why in chosen.left]
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ") + "\n"
