"""Parts: runs of customers whose rows are written as Parquet together, and a version that says when they changed."""

import secrets
from typing import Any

from polku.engine import tables


def new_versions(cursor: Any, customers: str) -> None:
    """The parts of these customers (a table with their ids) have changed, in the shipment's own transaction."""
    touched = f"SELECT DISTINCT customer // {tables.PART} AS number FROM {customers}"
    cursor.execute(f"DELETE FROM part WHERE number IN ({touched})")
    cursor.execute(f"INSERT INTO part SELECT number, {secrets.randbits(62)} FROM ({touched})")
