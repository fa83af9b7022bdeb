from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "polku.intake"

    def ready(self) -> None:
        from polku.intake.files.scratch import sweep_scratch
        from polku.intake.held import FILES, IMPERSONAL, QUARANTINE
        from polku.intake.uploads.holding import UPLOADS
        from polku.privacy.holders import declare_impersonal, hold
        from polku.privacy.remains import sweep_with

        hold(QUARANTINE, FILES, UPLOADS)
        declare_impersonal(IMPERSONAL)
        sweep_with(sweep_scratch)
