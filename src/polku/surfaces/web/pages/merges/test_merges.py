"""The merge history, and taking a line back."""

import pytest
from django.test import Client

from polku.identity.models import Merge
from polku.identity.tests.telling import clusters, decide, seen, tell, together
from polku.pipeline.drain import drain
from polku.surfaces.web.pages.merges.history import asked_customer, lines
from polku.timeline.models import Event
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def merge() -> Merge:
    """A visitor's cookie turns out to be Aino's."""
    tell(seen("cookie:c", at=1), seen("crm:1", at=2, name="Aino Virtanen"))
    tell(seen("crm:1 cookie:c", at=3))
    return Merge.objects.get()


def test_without_merges_the_page_says_so(sari: Client, part: dict[str, str]) -> None:
    assert "Nobody has been merged" in sari.get("/merges").content.decode()
    assert b"<html" not in sari.get("/merges", headers=part).content


def test_a_line_says_who_when_and_on_what_evidence(sari: Client, part: dict[str, str], merge: Merge) -> None:
    page = sari.get("/merges").content.decode()
    for words in ("Aino Virtanen", "took in", "Polku", "crm 1 and cookie c were told together", "Un-merge"):
        assert words in page.replace("cookie c and crm 1", "crm 1 and cookie c")
    assert "Aino Virtanen" in sari.get("/merges", headers=part).content.decode()


def test_un_merging_gives_each_its_own_path_again(sari: Client, merge: Merge) -> None:
    sari.post(f"/merges/{merge.pk}/undo", {"how": "revoked", "evidence": "a shared tablet"})
    drain()
    assert clusters() == together("crm:1", "cookie:c")
    parting = Merge.objects.latest("pk")
    assert (parting.undone, parting.evidence) == (True, "a shared tablet")
    page = sari.get("/merges").content.decode()
    assert "parted from" in page
    assert "taken back" in page


def test_they_are_two_holds_against_other_claims(sari: Client, merge: Merge) -> None:
    tell(seen("crm:1 email:a", at=4), seen("email:a cookie:c", at=5))
    sari.post(f"/merges/{merge.pk}/undo", {"how": "apart"})
    drain()
    assert frozenset({"crm:1", "cookie:c"}) not in {names & {"crm:1", "cookie:c"} for names in clusters()}


def test_a_persons_merge_can_be_taken_back(sari: Client) -> None:
    tell(seen("crm:1", at=1), seen("crm:2", at=2))
    decide("same", "crm:1", "crm:2", by="Mari", evidence="called her")
    merge = Merge.objects.get()
    page = sari.get("/merges").content.decode()
    assert "Mari" in page
    assert "called her" in page
    assert not lines([merge])[0].revocable
    sari.post(f"/merges/{merge.pk}/undo", {"how": "apart"})
    drain()
    assert clusters() == together("crm:1", "crm:2")


def test_what_is_gone_cannot_be_taken_back_again(sari: Client, merge: Merge) -> None:
    decide("revoked", "crm:1", "cookie:c")
    response = sari.post(f"/merges/{merge.pk}/undo", {"how": "revoked"}, follow=True)
    assert "gone already" in response.content.decode()
    assert not Event.objects.exists()


def test_the_history_of_one_customer(sari: Client, merge: Merge) -> None:
    assert "Aino Virtanen" in sari.get(f"/merges?customer={merge.customer_id}").content.decode()
    assert "Nobody has been merged" in sari.get("/merges?customer=999").content.decode()


@pytest.mark.parametrize(("text", "found"), [("7", 7), ("x", None), ("", None), ("9" * 30, None)])
def test_only_an_id_asks_for_a_customer(text: str, found: int | None) -> None:
    assert asked_customer(text) == found


def test_who_only_sees_customers_may_neither_look_nor_undo(client: Client, merge: Merge) -> None:
    client.force_login(colleague())
    assert client.get("/merges").status_code == 403
    assert client.post(f"/merges/{merge.pk}/undo", {"how": "revoked"}).status_code == 403


def test_an_outsider_is_sent_to_sign_in(client: Client, merge: Merge) -> None:
    assert client.get("/merges").headers["Location"].startswith("/sign-in")
    assert client.post(f"/merges/{merge.pk}/undo", {"how": "revoked"}).status_code == 302
    assert not Event.objects.exists()
