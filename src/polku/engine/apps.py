from django.apps import AppConfig


class EngineConfig(AppConfig):
    name = "polku.engine"

    def ready(self) -> None:
        from polku.privacy.remains import sweep_with

        sweep_with(_sweep)


def _sweep() -> None:
    from polku.engine.traces import sweep_engine  # loads the engine, which few commands need

    sweep_engine()
