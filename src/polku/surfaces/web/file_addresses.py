"""The addresses of static files, each worked out once: every page names more than twenty of them."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage


class KeptAddresses(StaticFilesStorage):
    """Static files as Django finds them; STATIC_URL may change, as it does in tests."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._kept: dict[tuple[str | None, str | None], str] = {}

    def url(self, name: str | None) -> str:
        """The file's address; ValueError where there are none."""
        asked = (self.base_url, name)
        if asked not in self._kept:
            self._kept[asked] = super().url(name)
        return self._kept[asked]
