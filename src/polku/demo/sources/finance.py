"""Finance: a ledger and a service plan as CSV, in a Finnish accountant's ways."""

from collections.abc import Iterator
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line
from polku.demo.sources.moments import in_finland
from polku.demo.sources.money import with_comma

SOURCE: Final = "finance"
TABLES: Final = {
    "ledger": ("entry", "entry_type", "booked", "customer_no", "e_invoice_address", "order_no", "sum_eur", "due", "handled_by",
               "title", "explanation"),
    "service_plan": ("plan_row", "planned", "customer_no", "e_invoice_address", "contract_no", "due", "served_by", "title"),
}  # fmt: skip
ENTRIES: Final = {What.INVOICE: "INVOICE", What.PAID: "PAYMENT", What.RETURNED: "CREDIT"}
TELLS: Final = frozenset({*ENTRIES, What.SERVICE_PROMISED})


def tell(one: Happening, known: Known) -> Iterator[Line]:
    """One entry of the ledger, or one row of the service plan."""
    row, who = f"F{one.who.number}-{one.number}", one.who
    if one.what is What.SERVICE_PROMISED:
        plan = (row, in_finland(one.at), known.account, who.email, one.thread, in_finland(one.due_at),
                one.staff or one.partner, one.subject)  # fmt: skip
        yield Line(SOURCE, "service_plan", dict(zip(TABLES["service_plan"], plan, strict=True)))
        return
    entry = (row, ENTRIES[one.what], in_finland(one.at), known.account, who.email, one.thread, with_comma(one.amount),
             in_finland(one.due_at), one.staff, one.subject, one.text)  # fmt: skip
    yield Line(SOURCE, "ledger", dict(zip(TABLES["ledger"], entry, strict=True)))
