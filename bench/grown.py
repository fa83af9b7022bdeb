"""Many millions of interactions laid down in the engine's own tables, as shipping would have laid them.

Every customer walks one of WAYS random ways of 5 to 35 steps, so that ten times the interactions is ten times the
same. What stands beside the steps (where each path stands, encounters, promises, ratings, money) is told of the ways,
too; the walks of both journeys are laid down by the engine's own statements. Nothing is shipped.
"""

from typing import Any

import ibis

from polku.engine.engine import compiled
from polku.engine.file import EngineFile
from polku.engine.laying_walks import lay_whole
from polku.engine.paths import path_marks
from polku.engine.standing import NEEDS, standing
from polku.engine.tables import TABLES
from polku.lib.clock import DAY, HOUR, now
from polku.touchpoints.journeys.journey import DeclaredStage, Journey, Mark, Touchpoint

WAYS = 20_000
EACH = 20  # steps of a way, on average
AT_A_TIME = 100_000  # customers laid down in one statement
TOUCHPOINTS = [f"touchpoint-{number:02}" for number in range(30)]
KINDS = [
    "asked",
    "answered",
    "visited",
    "informed",
    "ordered",
    "paid",
    "delivered",
    "handed_over",
    "complained",
    "left",
]
NAMES = [
    "",
    *TOUCHPOINTS,
    *KINDS,
    "customer",
    "us",
    "web",
    "person",
    "EUR",
    *(f"agent-{number}" for number in range(40)),
]
CODE = {name: number for number, name in enumerate(NAMES)}
OURS = ("answered", "informed", "delivered", "handed_over")


def journey(whole: bool = True) -> Journey:
    """Three stages of all touchpoints; else of two thirds of them, begun at one place and ended by a goodbye."""
    each = 10 if whole else 7
    stages = tuple(
        DeclaredStage(
            f"stage-{n}", {"": f"Stage {n}"},
            tuple(Touchpoint(name, {"": name}, "web", "") for name in TOUCHPOINTS[n * 10 : n * 10 + each]),
        )
        for n in range(3)
    )  # fmt: skip
    starts, ends = ((), ()) if whole else ((Mark(TOUCHPOINTS[3]),), (Mark(kind="left"),))
    return Journey("all", {"": "All"}, "", "customer", starts, ends, stages)


def lay_down(file: EngineFile, interactions: int) -> None:
    """So many interactions, path by path."""
    customers = interactions // EACH
    with file.writing() as cursor:
        cursor.execute("INSERT INTO name SELECT unnest(range(1, ?)), unnest(?)", [len(NAMES), NAMES[1:]])
        _ways(cursor)
        for first in range(1, customers + 1, AT_A_TIME):
            last = min(first + AT_A_TIME, customers + 1)
            whose = f"(SELECT c AS customer, CAST(hash(c) % {WAYS} AS BIGINT) AS way FROM range({first}, {last}) AS one(c))"
            for name, source, columns, order in _TOLD:
                cursor.execute(_insertion(name, columns, f"{whose} JOIN {source} USING (way)", order))
        for whole in (True, False):
            lay_whole(cursor, journey(whole))
        cursor.execute("UPDATE state SET fresh_to = ?", [now()])


_NEEDED = ("customer", "number", "touchpoint", "occurred_at", *NEEDS)


def _ways(cursor: Any) -> None:
    """The ways: each step with the one before and after, as laying writes them; and what is told of each way."""
    kinds = ", ".join(str(CODE[kind]) for kind in KINDS)
    ours = ", ".join(str(CODE[kind]) for kind in OURS)
    cursor.execute(f"""
        CREATE TEMP TABLE way AS
        WITH drawn AS (
            SELECT w AS way, CAST(i AS INTEGER) AS number,
                CAST(1 + least(hash(w, i) % 30, hash(i, w) % 30) AS INTEGER) AS touchpoint,
                [{kinds}][1 + CAST(least(hash(w, i, 1) % 10, hash(w, i, 2) % 12) AS INTEGER)] AS kind,
                i * 30 * {HOUR} + CAST(hash(w, i, 3) % {29 * HOUR} AS BIGINT) AS moment,
                CAST({CODE["agent-0"]} + hash(w, i, 4) % 40 AS INTEGER) AS agent,
                CASE hash(w, i, 5) % 20 WHEN 0 THEN CAST(hash(w, i, 6) % 11 * 100000 AS INTEGER) END AS felt
            FROM range({WAYS}) AS ways(w), range(1, 36) AS steps(i) WHERE i <= 5 + hash(w) % 31),
        following AS (
            SELECT *, COALESCE(LAG(touchpoint) OVER path, 0) AS before, COALESCE(LEAD(touchpoint) OVER path, 0) AS after,
                COALESCE(moment - LAG(moment) OVER path, 0) AS gap, COALESCE(LEAD(moment) OVER path - moment, 0) AS gap_after,
                kind IN ({ours}) AS ours
            FROM drawn WINDOW path AS (PARTITION BY way ORDER BY number))
        SELECT *,
            CASE ROW_NUMBER() OVER (PARTITION BY way, touchpoint ORDER BY number) WHEN 1 THEN 1 ELSE 0 END AS new_here,
            CASE ROW_NUMBER() OVER (PARTITION BY way, touchpoint, after ORDER BY number) WHEN 1 THEN 1 ELSE 0 END AS new_step,
            CASE WHEN ours THEN {CODE["us"]} ELSE {CODE["customer"]} END AS side
        FROM following""")
    steps = ibis.table({name: TABLES["interaction"][name] for name in _NEEDED}, name="as_steps")
    cursor.execute("""
        CREATE TEMP VIEW as_steps AS
        SELECT way AS customer, moment AS occurred_at, FALSE AS automatic, 0 AS outcome, * FROM way""")
    cursor.execute(f"""
        CREATE TEMP TABLE walked AS
        SELECT customer AS way, steps, mark, second_mark, first_at, last_at
        FROM ({compiled(path_marks(steps, "customer"))}) AS marked
        JOIN (SELECT way, MIN(moment) AS first_at, MAX(moment) AS last_at FROM way GROUP BY way) AS spans
        ON spans.way = marked.customer""")
    cursor.execute(
        f"CREATE TEMP TABLE stood AS SELECT customer AS way, * EXCLUDE (customer) FROM ({compiled(standing(steps))})"
    )
    cursor.execute(_MET)
    cursor.execute(_PLEDGED)


# Five steps at a time are one encounter; where the first is a question, our first answer is the step after.
_MET = f"""
    CREATE TEMP TABLE met AS
    SELECT way, first.touchpoint AS touchpoint, first.moment AS opened, whole.*,
        CASE first.kind WHEN {CODE["asked"]} THEN first.gap_after END AS first_response
    FROM way AS first JOIN (
        SELECT way AS of, (number - 1) // 5 AS turn, MIN(number) AS begins, COUNT(*) AS interactions, MAX(moment) AS closed,
            SUM(CASE WHEN ours THEN gap ELSE 0 END) AS waited
        FROM way GROUP BY ALL) AS whole ON whole.of = first.way AND whole.begins = first.number"""
_PLEDGED = f"""
    CREATE TEMP TABLE pledged AS
    SELECT way, number, touchpoint, moment, CASE WHEN hash(way, number, 7) % 9 > 0
        THEN moment + CAST(hash(way, number, 8) % {6 * DAY} AS BIGINT) END AS done
    FROM way WHERE kind = {CODE["ordered"]}"""

_BEGAN = f"{now() - 400 * DAY} + CAST(hash(customer) % {300 * DAY} AS BIGINT)"


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _later(name: str) -> str:
    """A moment of the way, as this customer's; 0 stays: never."""
    return f"CASE {name} WHEN 0 THEN 0 ELSE {_BEGAN} + {name} END"


_STEP = {
    "occurred_at": f"{_BEGAN} + moment", "thread": "CAST(hash(customer, (number - 1) // 5) >> 1 AS BIGINT)",
    "channel": str(CODE["web"]), "automatic": "FALSE", "actor": "CASE WHEN ours THEN agent ELSE 0 END",
    "to": f"CASE kind WHEN {CODE['handed_over']} THEN {CODE['agent-0']} + (agent - {CODE['agent-0']} + 7) % 40 ELSE 0 END",
    "currency": f"CASE WHEN kind IN ({CODE['ordered']}, {CODE['paid']}) THEN {CODE['EUR']} ELSE 0 END",
    "amount": f"CASE WHEN kind IN ({CODE['ordered']}, {CODE['paid']}) THEN 1000 + CAST(hash(customer, number) % 9000 AS BIGINT) END",
} | _same(
    "customer", "number", "touchpoint", "before", "after", "gap", "gap_after", "new_here", "new_step", "kind", "side", "felt"
)  # fmt: skip
_PATH = {"began_at": f"{_BEGAN} + first_at", "ended_at": f"{_BEGAN} + last_at"} | _same(
    "customer", "steps", "mark", "second_mark"
)
_CUSTOMER = {
    "customer": "customer", "entity": str(CODE["person"]), "known": "TRUE", "first_at": f"{_BEGAN} + first_at",
    "last_at": f"{_BEGAN} + last_at", "interactions": "steps", "revision": "1",
}  # fmt: skip
_STANDING = {
    "customer": "customer", "seen_at": f"{_BEGAN} + seen_at", "last_at": f"{_BEGAN} + last_at",
    **{name: _later(name) for name in ("unheard_at", "bought_at", "bought_last")},
} | _same("touchpoint", "gone", "said_at", "seen_in", "longest", "times", "again")  # fmt: skip
_ENCOUNTER = {
    "opened_at": f"{_BEGAN} + opened", "last_at": f"{_BEGAN} + closed", "closed_at": f"{_BEGAN} + closed",
    "waiting_since": "NULL", "first_asked_at": "NULL", "channel": str(CODE["web"]),
    "thread": "CAST(hash(customer, turn) >> 1 AS BIGINT)",
} | _same("customer", "touchpoint", "interactions", "first_response", "waited")  # fmt: skip
_PROMISE = {
    "customer": "customer", "touchpoint": "touchpoint", "made_at": f"{_BEGAN} + moment", "due_at": f"{_BEGAN} + moment + {3 * DAY}",
    "original_due_at": f"{_BEGAN} + moment + {3 * DAY}", "done_at": f"{_BEGAN} + done",
}  # fmt: skip
_TOLD = (
    ("interaction", "way", _STEP, "1, 2"),
    ("path", "walked", _PATH, "1"),
    ("customer", "walked", _CUSTOMER, "1"),
    ("standing", "stood", _STANDING, "1"),
    ("encounter", "met", _ENCOUNTER, "1, 2"),
    ("promise", "pledged", _PROMISE, "1, 5"),
)
_NULLS = ("amount", "felt", "due_at", "redated_at", "told_at", "asked_at", "withdrawn_at", "first_response")


def _insertion(name: str, columns: dict[str, str], source: str, order: str) -> str:
    """INSERT … SELECT of every column there is; those nothing is told of are 0, or NULL where that is none."""
    empty = {column: "NULL" if column in _NULLS else "0" for column in TABLES[name]}
    listed = ", ".join(f'{(empty | columns)[column]} AS "{column}"' for column in TABLES[name])
    return f"INSERT INTO {name} SELECT {listed} FROM {source} ORDER BY {order}"
