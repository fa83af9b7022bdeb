"""Where each step is on its path: its number, what is beside it, and whether the path is there for the first time."""

from collections.abc import Iterable
from typing import Final

from polku.engine.tables import TABLES

# Columns that tell where a step is on its path.
_OF_PATH: Final = ("number", "before", "after", "gap", "gap_after", "new_here", "new_step")
# The columns of interactions that are known without the path.
PLAIN: Final = tuple(column for column in TABLES["interaction"] if column not in _OF_PATH)
# What happened first; equal moments by what the store orders them by, so that any order of arrival gives one path.
ORDER: Final = ("occurred_at", "sequence", "key", "ordinal")
# What a flag is of: it is 1 at the first step of each, else 0.
_FLAGS: Final = {"new_here": "customer, touchpoint", "new_step": "customer, touchpoint, after"}
_NEIGHBOURS: Final = {
    "number": "ROW_NUMBER() OVER path",
    "before": "COALESCE(LAG(touchpoint) OVER path, 0)",
    "after": "COALESCE(LEAD(touchpoint) OVER path, 0)",
    "gap": "COALESCE(occurred_at - LAG(occurred_at) OVER path, 0)",
    "gap_after": "COALESCE(LEAD(occurred_at) OVER path - occurred_at, 0)",
}


def listed(columns: Iterable[str]) -> str:
    """The columns as a SELECT lists them."""
    return ", ".join(f'"{column}"' for column in columns)


def placed(rows: str, order: str, **beside: str) -> str:
    """A SELECT of whole paths: the columns of `interaction`, and each of `beside`, asked of the window `path`.

    `rows` is a SELECT of PLAIN and of the columns to `order` by.
    """
    told = _NEIGHBOURS | beside
    windows = "".join(f", {value} AS {name}" for name, value in told.items())
    columns = ", ".join(
        _flag(name) if name in _FLAGS else f'steps."{name}"' for name in TABLES["interaction"]
    )
    more = "".join(f", steps.{name}" for name in beside)
    # Joined, where windows would sort all columns anew for each flag.
    firsts = " ".join(
        f"LEFT JOIN (SELECT {of}, MIN(number) AS number FROM steps GROUP BY ALL) AS {name}"
        f" ON {name}.customer = steps.customer AND {name}.number = steps.number"
        for name, of in _FLAGS.items()
    )
    return f"""
        WITH steps AS (
            SELECT {listed(PLAIN)}{windows} FROM ({rows}) WINDOW path AS (PARTITION BY customer ORDER BY {order})
        )
        SELECT {columns}{more} FROM steps {firsts}
    """


def _flag(name: str) -> str:
    return f"IF({name}.number IS NULL, 0, 1) AS {name}"
