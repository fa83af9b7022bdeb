from django.apps import apps

from polku.privacy.holders import holders, impersonal


def test_every_model_is_held_by_somebody_or_declared_impersonal() -> None:
    held = {label for holder in holders() for label in holder.models}
    known = held | set(impersonal())
    models = {model._meta.label_lower for model in apps.get_models()}
    assert models - known == set(), "register a Holder or declare_impersonal in the room's apps.py"
    assert known - models == set(), "these models are no more"
    assert held.isdisjoint(impersonal())


def test_the_log_is_erased_first_and_identity_last() -> None:
    order = [holder.name for holder in holders()]
    assert order[-1] == "identity"
    assert set(order[:2]) == {"events", "quarantine"}
