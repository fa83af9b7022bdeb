"""lost-value: what leaving costs at each exit, as ranges, from the user's own figures."""

from typing import Any, Final

from django.utils.translation import gettext as _

from polku.lenses.asked import FEWEST, Asked
from polku.lenses.exits.exits import who_left
from polku.lenses.journeys.steps import counted
from polku.lenses.measure import Measure, Rows, Told, ask_about
from polku.lenses.value.calculator import Gone, Lost, lost_value
from polku.lenses.value.lost import lost
from polku.lenses.value.observed import Observed, Range, answers_to_offers, observed, tenures
from polku.touchpoints.figures.figures import Figures
from polku.touchpoints.figures.keep import figures


def seen() -> tuple[dict[str, Observed], list[str]]:
    """What the data says of all who pay, by currency, and the SELECTs that told it."""
    stayed, offers = ask_about(tenures, Asked()), ask_about(answers_to_offers, Asked())
    return observed(stayed.rows.to_pylist(), offers.rows.to_pylist()), [stayed.sql, offers.sql]


def _tell(asked: Asked) -> Told:
    found = ask_about(lost, asked)
    there = [row for row in found.rows.to_pylist() if asked.touchpoint in ("", row["touchpoint"])]
    rows = [row for row in there if row["customers"] >= FEWEST]
    known, sql = seen()
    declared = figures()
    told = [_priced(row, known.get(row["currency"]), declared.get(row["currency"])) for row in rows]
    notes = (who_left(len(there), len(there) - len(rows)), _unpriced(rows, declared))
    return Told(told, [found.sql, *sql], " ".join(filter(None, notes)))


def _priced(row: dict[str, Any], known: Observed | None, declared: Figures | None) -> dict[str, Any]:
    gone = _enough(row)
    worth = lost_value(gone, known, declared) if known and declared else Lost()
    return {
        **{name: row[name] for name in ("touchpoint", "manner", "currency", "customers")},
        "paying": gone.paying,
        "prospects": gone.prospects,
        **_range("lost", worth.customers),
        **_range("replaced", worth.replaced),
        **_range("offers", worth.prospects),
    }


def _enough(row: dict[str, Any]) -> Gone:
    """The row's counts, of at least FEWEST customers each: money of fewer would be about them."""
    paying, prospects = row["paying"] or 0, row["prospects"] or 0
    return Gone(
        *((paying, row["yearly"], row["months"]) if paying >= FEWEST else (0, 0.0, 0.0)),
        *((prospects, row["offered"], row["ordered"]) if prospects >= FEWEST else (0, 0.0, 0.0)),
    )


def _range(name: str, found: Range | None) -> dict[str, int | None]:
    low, high = (round(found.low), round(found.high)) if found else (None, None)
    return {f"{name}_low": low, f"{name}_high": high}


def _unpriced(rows: Rows, declared: dict[str, Figures]) -> str:
    missing = sorted({row["currency"] for row in rows if row["currency"]} - {*declared})
    if not missing:
        return ""
    return _("Without money in %(currencies)s: nobody has told the margin yet. Fill it in under Figures.") % {
        "currencies": ", ".join(missing)
    }


LOST_VALUE: Final = Measure(
    name="lost-value",
    question="What does it cost that customers leave where they do?",
    unit="minor units",
    columns={
        "touchpoint": "where they left: the last touchpoint that counts",
        "manner": "said, silent or dropped",
        "currency": "of all amounts in this row; empty: no money was told of them",
        "customers": "how many customers left there in this manner, in whatever currency",
        "paying": "how many of them had paid in this currency; 0 stands for fewer than 5, too",
        "prospects": "how many had paid nothing, but had an offer or had ordered; 0 stands for fewer than 5, too",
        "lost_low": "what those who paid would have left us, and the handling, if nobody replaces them: at least",
        "lost_high": "the same: at most",
        "replaced_low": "what they cost if each is replaced: at least; below 0: the new ones bring more",
        "replaced_high": "the same: at most",
        "offers_low": "the margin of the prospects' orders, and of their offers by the share that is taken: at least",
        "offers_high": "the same: at most",
    },
    counted=counted,
    tell=_tell,
    asks=("touchpoint",),
)
