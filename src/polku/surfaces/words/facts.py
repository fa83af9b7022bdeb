"""Names of facts and identifiers as people say them: sources tell `firstName`, `first_name` or `etunimi`."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_FACTS: Final[dict[str, str | Promise]] = {
    "name": _("Name"),
    "firstname": _("First name"),
    "givenname": _("First name"),
    "lastname": _("Last name"),
    "surname": _("Last name"),
    "birthdate": _("Born"),
    "birthday": _("Born"),
    "street": _("Street"),
    "postcode": _("Postcode"),
    "postalcode": _("Postcode"),
    "city": _("City"),
    "email": _("Email"),
    "phone": _("Phone"),
    "language": _("Language"),
    "locale": _("Language"),
    "userid": _("Account"),
    "anonymousid": _("Browser"),
    "customernumber": _("Customer number"),
    "organisationid": _("Organisation's number"),
}


def fact_name(told: str) -> str:
    """What a fact or an identifier's namespace is called; one unknown here as it was told."""
    return str(_FACTS.get(told.replace("_", "").replace("-", "").casefold(), told))
