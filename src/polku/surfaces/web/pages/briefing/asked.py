"""What an address asks to see: interactions by their event and ordinal."""

import re
from typing import Final

from django.http import HttpRequest

from polku.lenses.customer.briefing.points import Evidence

MOST: Final = 20
_FORM: Final = re.compile(r"([0-9]{1,18})\.(-1|[0-9]{1,5})")


def asked_evidence(request: HttpRequest) -> list[Evidence]:
    """`?told=84.3&told=85.-1`, in order and once each; what can't be read is as if it were not there."""
    found = (_FORM.fullmatch(text) for text in request.GET.getlist("told")[:MOST])
    return sorted({Evidence(int(one[1]), int(one[2])) for one in found if one})
