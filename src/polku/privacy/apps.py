from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "polku.privacy"

    def ready(self) -> None:
        from polku.privacy.held.identity import IDENTITY
        from polku.privacy.held.impersonal import IMPERSONAL
        from polku.privacy.held.log import EVENTS
        from polku.privacy.held.looks import LOOKS
        from polku.privacy.held.path import PATH
        from polku.privacy.holders import declare_impersonal, hold

        hold(EVENTS, *PATH, LOOKS, IDENTITY)
        declare_impersonal(IMPERSONAL)
