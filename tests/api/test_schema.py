"""Schemathesis against the API in process: every answer is as described, whatever is asked."""

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

from polku.intake.keep import Refusal, keep
from polku.workspace.tokens import make_token
from tests.people import AINO, KERTTU, lead
from tests.story import tell

pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
EXAMPLES = int(os.environ.get("POLKU_TEST_EXAMPLES", "15"))

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.fixture
def token() -> str:
    tell(AINO.story + KERTTU.story)
    keep([], [Refusal(1, "segment", b'{"a": 1}', "it names nobody", "userId", 1)])
    return make_token(lead())


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


@schema.parametrize()
@settings(max_examples=3, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
def test_outsiders_are_told_to_sign_in_whatever_they_ask(case: schemathesis.Case) -> None:
    answer = case.call()
    assert answer.status_code in {401, 405, 422}
    assert answer.status_code != 200
