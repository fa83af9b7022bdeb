"""Forgetting reaches the engine: what was erased is in none of its files when `polku forget` is done."""

import time
from typing import Final

from polku.engine import engine
from polku.engine.owner import folder, parquet_folder
from polku.engine.parquet import Parquet
from polku.engine.tables import STATE_TABLE
from polku.privacy.models import Erasure
from polku.privacy.remains import RemainsOnDisk

_PATIENCE: Final = 60.0  # seconds for the server to rewrite its file
_PAUSE: Final = 0.1


def sweep_engine() -> None:
    """Wait until the copy was brought up to the store and rewritten. RemainsOnDisk where it was not."""
    if not (folder() / "copy.duckdb").exists():
        return
    erased = Erasure.objects.count()
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        (state,) = engine.ask_copy(STATE_TABLE).rows.to_pylist()
        files = Parquet(parquet_folder()).current
        if state["erasures"] >= erased and (files is None or files.erasures >= erased):
            return
        time.sleep(_PAUSE)
    raise RemainsOnDisk(
        f"{folder()} could not be cleared of what was erased. Stop the server, delete the folder (it is made anew"
        " by itself), and start the server again"
    )
