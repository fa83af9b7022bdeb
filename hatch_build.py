"""The build: makes the translations' `.mo` files, which the repository does not keep."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeTranslations(BuildHookInterface):
    """Runs for wheels and for `pip install -e .` alike."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what is stale; the wheel takes `.mo` files along as artifacts."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from polku.surfaces.locale.compiling import compile_stale  # noqa: PLC0415

        compile_stale()
