from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "polku.intake"

    def ready(self) -> None:
        from polku.intake.held import FILES, IMPERSONAL, QUARANTINE
        from polku.privacy.holders import declare_impersonal, hold

        hold(QUARANTINE, FILES)
        declare_impersonal(IMPERSONAL)
