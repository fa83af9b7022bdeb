from contextlib import suppress

from django.apps import AppConfig

from polku.surfaces.locale.compiling import compile_stale


class WebConfig(AppConfig):
    name = "polku.surfaces.web"

    def ready(self) -> None:
        """Brings the translations up to date; where nothing can be written, the build has made them."""
        with suppress(OSError):
            compile_stale()
