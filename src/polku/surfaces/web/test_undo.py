"""What can be undone has an Undo beside what was said, and pressing it brings back what was."""

import re
from html import unescape

import pytest
from django.test import Client

from polku.identity.models import Identifier, Merge, Review
from polku.identity.tests.telling import clusters, decide, seen, tell, together
from polku.intake.keep import Refusal, keep
from polku.intake.keys import holder, make_key
from polku.intake.models import Quarantined, WriteKey
from polku.intake.sources import add_source
from polku.lib.clock import now
from polku.pipeline.drain import drain
from polku.timeline.models import Event
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


def after(client: Client, address: str, **told: str) -> str:
    """The page one stands on after posting there."""
    return client.post(address, told, follow=True).content.decode()


def undo_in(page: str) -> str:
    """Where the Undo of the message leads."""
    message = re.search(r'<div class="message .*?</div>', page, re.DOTALL)
    assert message is not None, "no message"
    form = re.search(r'<form method="post" action="([^"]+)">', message[0])
    assert form is not None, message[0]
    assert ">Undo</button>" in message[0]
    return unescape(form[1])


def refused() -> Quarantined:
    source = add_source("Web shop", "segment")
    keep([], [Refusal(source.pk, "segment/track", b"{", "not JSON", "body", now())])
    return Quarantined.objects.get()


def test_a_dismissed_one_waits_again(sari: Client) -> None:
    row = refused()
    page = after(sari, f"/quarantine/{row.pk}/dismiss")
    assert "it waits again" in after(sari, undo_in(page))
    row.refresh_from_db()
    assert (row.state, row.settled_at) == ("waiting", None)


def test_a_dismissed_one_can_be_let_back_later_too(sari: Client) -> None:
    row = refused()
    after(sari, f"/quarantine/{row.pk}/dismiss")
    assert (
        f'formaction="/quarantine/{row.pk}/take-back"' in sari.get(f"/quarantine/{row.pk}").content.decode()
    )


def test_what_was_replayed_is_not_made_to_wait_again(sari: Client) -> None:
    row = refused()
    Quarantined.objects.update(state="replayed")
    after(sari, f"/quarantine/{row.pk}/take-back")
    row.refresh_from_db()
    assert row.state == "replayed"


def test_a_retired_source_opens_with_its_keys(sari: Client) -> None:
    source = add_source("Web shop", "segment")
    key = make_key(source)
    page = after(sari, "/sources/web-shop/retire")
    found = holder(key)
    assert found is not None
    assert not found.open
    assert "may tell us again" in after(sari, undo_in(page))
    found = holder(key)
    assert found is not None
    assert found.open


def test_a_source_retired_long_ago_can_be_opened_on_its_page(sari: Client) -> None:
    add_source("Web shop", "segment")
    after(sari, "/sources/web-shop/retire")
    assert 'action="/sources/web-shop/reopen"' in sari.get("/sources/web-shop").content.decode()


def test_a_revoked_key_stays_revoked_and_is_asked_about_before(sari: Client) -> None:
    # Whoever had a lost key must not get in again by a slip of somebody's finger.
    source = add_source("Web shop", "segment")
    make_key(source)
    assert "data-confirm" in sari.get("/sources/web-shop").content.decode()
    page = after(sari, f"/sources/web-shop/keys/{WriteKey.objects.get().pk}/revoke")
    assert ">Undo</button>" not in page


@pytest.mark.parametrize("answer", ["same", "apart", "later"])
def test_an_answer_to_a_question_can_be_taken_back(sari: Client, answer: str) -> None:
    tell(seen("crm:1 email:koski@posti.example", at=1), seen("crm:2 email:koski@posti.example", at=2))
    before = clusters()
    review = Review.objects.get()
    page = after(sari, f"/duplicates/{review.pk}", answer=answer)
    drain()
    assert "the question waits again" in after(sari, undo_in(page))
    drain()
    review.refresh_from_db()
    assert (review.answer, clusters()) == ("", before)


def test_an_answer_taken_back_before_the_worker_read_it_joins_nobody(sari: Client) -> None:
    tell(seen("crm:1 email:koski@posti.example", at=1), seen("crm:2 email:koski@posti.example", at=2))
    before = clusters()
    page = after(sari, f"/duplicates/{Review.objects.get().pk}", answer="same")
    after(sari, undo_in(page))
    drain()
    assert clusters() == before


def test_a_question_without_an_answer_has_none_to_take_back(sari: Client) -> None:
    tell(seen("crm:1 email:koski@posti.example", at=1), seen("crm:2 email:koski@posti.example", at=2))
    after(sari, f"/duplicates/{Review.objects.get().pk}/take-back")
    assert not Event.objects.exists()


@pytest.mark.parametrize("how", ["revoked", "apart"])
def test_two_that_a_claim_joined_are_one_again(sari: Client, how: str) -> None:
    tell(seen("cookie:c", at=1), seen("crm:1", at=2), seen("crm:1 cookie:c", at=3))
    page = after(sari, f"/merges/{Merge.objects.get().pk}/undo", how=how)
    drain()
    assert clusters() == together("crm:1", "cookie:c")
    assert "one again" in after(sari, undo_in(page))
    drain()
    assert clusters() == together("crm:1 cookie:c")


def test_two_that_a_person_joined_are_one_again_by_that_word(sari: Client) -> None:
    tell(seen("crm:1", at=1), seen("crm:2", at=2))
    decide("same", "crm:1", "crm:2")
    page = after(sari, f"/merges/{Merge.objects.get().pk}/undo", how="apart")
    drain()
    assert clusters() == together("crm:1", "crm:2")
    assert undo_in(page).endswith("/same")
    after(sari, undo_in(page))
    drain()
    assert clusters() == together("crm:1 crm:2")


def test_only_a_word_that_undoes_is_taken(sari: Client) -> None:
    tell(seen("crm:1", at=1), seen("crm:2", at=2))
    one, other = Identifier.objects.values_list("pk", flat=True).order_by("pk")
    assert sari.post(f"/merges/redo/{one}/{other}/apart").status_code == 404
    assert sari.post(f"/merges/redo/{one}/{other + 99}/same").status_code == 404
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/quarantine/1/take-back",
        "/sources/web-shop/reopen",
        "/duplicates/1/take-back",
        "/merges/redo/1/2/same",
    ],
)
def test_who_may_not_do_it_may_not_undo_it(client: Client, address: str) -> None:
    assert client.post(address).headers["Location"].startswith("/sign-in")
    client.force_login(colleague())
    assert client.post(address).status_code == 403
    assert client.get(address).status_code == 405
