from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "polku.pipeline"

    def ready(self) -> None:
        from polku.privacy.holders import declare_impersonal

        declare_impersonal({"pipeline.progress": "how far the worker has come"})
