"""The pages about leaving, through HTTP: whole, as parts, in words where there is nothing, and who may open them."""

import re

import pytest
from django.test import Client

from polku.engine.door import EngineError
from polku.engine.tests.fresh import fresh_engine
from polku.identity.models import Customer
from polku.lenses.measure import Answer, answer
from polku.privacy.looks import flush
from polku.privacy.models import Look
from polku.surfaces.web.pages.exits import asking
from polku.touchpoints.figures.figures import Figures
from polku.touchpoints.figures.keep import save_figures
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
# Eighteen are made an offer of 1,000 euros on Monday. Six of them, who had waited two days for an answer to a question
# before, decline on Tuesday; the twelve others had been answered at once, and sign. Six rated us 10 before they left.
STORY = "\n".join(
    [f"l{n}  mon 08:{n:02}  asked chat thread=c{n}" for n in range(6)]
    + [f"l{n}  wed 08:{n:02}  answered chat thread=c{n} actor=mikko" for n in range(6)]
    + [f"l{n}  thu 09:{n:02}  rated survey rating=10 rating_low=0 rating_high=10" for n in range(6)]
    + [f"l{n}  mon+1 09:{n:02}  offered offer amount=1000 currency=EUR" for n in range(6)]
    + [f"l{n}  tue+1 09:{n:02}  declined offer" for n in range(6)]
    + [f"s{n}  mon 08:{n:02}  asked chat thread=d{n}" for n in range(12)]
    + [f"s{n}  mon 09:{n:02}  answered chat thread=d{n} actor=mikko" for n in range(12)]
    + [f"s{n}  mon+1 09:{n:02}  offered offer amount=1000 currency=EUR" for n in range(12)]
    + [f"s{n}  tue+1 09:{n:02}  ordered contract amount=1000 currency=EUR" for n in range(12)]
    + ["zoe  fri+1 09:00  visited website"]
)
PAGES = (
    "/exits", "/exits/offer", "/exit-customers/offer?feature=first_response&level=x", "/satisfied-but-left",
)  # fmt: skip


@pytest.fixture(autouse=True)
def however_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page would say that it is counting; how it does is told below."""
    monkeypatch.setattr(asking, "answer_kept", lambda measure, asked, *_how: answer(measure, asked))


def page(client: Client, address: str, status: int = 200, **more: str) -> str:
    response = client.get(address, **more)  # type: ignore[arg-type]
    assert response.status_code == status, response.content.decode()[-2000:]
    return " ".join(response.content.decode().split())


def test_an_outsider_signs_in_first_and_too_low_a_role_is_refused(client: Client) -> None:
    for address in PAGES:
        assert client.get(address).status_code == 302
    client.force_login(colleague())
    for address in PAGES:
        assert client.get(address).status_code == 403


def test_the_largest_exit_is_the_pages_sentence(sari: Client, part: dict[str, str]) -> None:
    tell(STORY)
    whole = page(sari, "/exits")
    # Wilson of 6 in 18: 16 % to 56 %. A third is 33 %.
    assert "Every third customer at “offer” leaves there and says so: 6 of 18 (16%–56%)." in whole
    assert '<a href="/exits/offer">offer</a>' in whole
    assert '<td class="number" data-label="Left">6 of 18</td>' in whole
    assert "not on the map" in whole
    assert b"<html" not in sari.get("/exits", headers=part).content


def test_without_figures_the_page_says_what_to_fill_in_and_shows_counts(sari: Client) -> None:
    tell(STORY)
    assert '<a href="/figures">Fill in the figures</a>' in page(sari, "/exits")
    save_figures(Figures("EUR", 20, 30, horizon=1))
    told = page(sari, "/exits")
    assert "Fill in the figures" not in told
    # Of 18 settled offers 12 were taken: Wilson 44 % to 84 %. 6 · 1,000 · 20 % · 0.4375 = 525, and · 30 % · 0.8372 = 1,507.
    assert "<b>€520 – €1,500</b>" in told or "<b>€530 – €1,500</b>" in told


def test_both_shares_of_the_satisfied_stand_beside_each_other(sari: Client) -> None:
    tell(STORY)
    told = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page(sari, "/exits"))
    told = " ".join(told.split())
    assert "Of the satisfied, this many left 100% 61%–100%, n = 6" in told
    assert "Of those who left, this many had been satisfied 100% 61%–100%, n = 6" in told
    who = page(sari, "/satisfied-but-left")
    assert who.count('data-label="How"') == 6
    assert "6 listed of 6 · all of the time" in who
    assert re.search(r'href="/paths/end\?at=offer&amp;manner=said&amp;">\d+</a>', page(sari, "/exits"))
    flush()
    assert Look.objects.filter(through="web:satisfied-but-left").count() == 6


def test_the_period_before_stands_beside_only_where_it_is_asked_for(sari: Client) -> None:
    tell(STORY)
    period = "/exits?from=2026-03-09&to=2026-03-15"
    assert "The period before" not in page(sari, period)
    assert "The period before" in page(sari, f"{period}&compare=before")


def test_nobody_left_so_the_page_says_what_to_do(sari: Client) -> None:
    assert 'href="/start">Bring in what has happened' in page(sari, "/exits")
    tell("zoe  mon 09:00  visited website")
    assert "Nobody left here" in page(sari, "/exits")
    assert "Nobody left here" in page(sari, "/exits/offer")
    assert "Nobody left satisfied" in page(sari, "/satisfied-but-left")


@pytest.mark.parametrize(
    "wrong", ["?journey=nonsense", "?from=2026-13-01", "?segment=shoe=43", "?from=2026-03-02&to=2026-03-01"]
)
def test_a_question_that_can_not_be_asked_is_a_sentence(sari: Client, wrong: str) -> None:
    for address in PAGES:
        joined = address + (wrong.replace("?", "&") if "?" in address else wrong)
        assert "note-wrong" in page(sari, joined, 422)


def test_a_place_that_nobody_knows_is_no_fault_of_ours(sari: Client) -> None:
    tell(STORY)
    for name in ("%00", "nothing%2Fhere", "a%20b%22%3E", "ä" * 300):
        assert sari.get(f"/exits/{name}").status_code == (404 if name == "%00" else 200)
        behind = sari.get(f"/exit-customers/{name}?feature=x&level=y&wait=yes")
        assert behind.status_code == (404 if name == "%00" else 422)


def test_an_engine_that_can_not_be_asked_is_a_sentence(sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_asked: object) -> Answer:
        raise EngineError("Another process holds it and does not answer.")

    monkeypatch.setattr(asking, "answer_kept", away)
    for address in ("/exits", "/exits/offer"):
        assert "does not answer" in page(sari, address, 503)


def test_what_takes_longer_is_loaded_once_the_page_stands(
    sari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "answer_kept", lambda *_asked: None)
    for address in ("/exits", "/exits/offer"):
        told = page(sari, f"{address}?from=2026-03-01")
        assert "<progress" in told
        assert f'hx-get="{address}?from=2026-03-01&amp;wait=yes" hx-trigger="load"' in told


def test_one_exit_tells_when_and_what_came_before_and_what_differs(
    sari: Client, part: dict[str, str]
) -> None:
    tell(STORY)
    told = page(sari, "/exits/offer")
    assert "Every third customer at “offer” leaves there and says so" in told
    assert '<th scope="row">March 2026</th><td class="number" data-label="Left">6</td>' in told
    assert '<a href="/exits/survey">survey</a>' in told  # where all six were just before
    assert "that does not mean it caused anybody to leave" in told
    assert "caused by" not in told
    assert b"<html" not in sari.get("/exits/offer", headers=part).content


def test_each_reason_opens_who_is_behind_it_beside_one_who_stayed(sari: Client) -> None:
    tell(STORY)
    (first, *_more) = re.findall(r'href="(/exit-customers/offer\?[^"]+)"', page(sari, "/exits/offer"))
    assert "<progress" in page(sari, first.replace("&amp;", "&"))  # the page stands, and asks for them then
    told = page(sari, first.replace("&amp;", "&") + "&wait=yes")
    ids = set(map(int, re.findall(r'href="/customers/(\d+)"', told)))
    assert len(ids) == 12  # six who left, each beside another who stayed
    assert "note-wrong" not in told
    flush()
    assert set(Look.objects.filter(through="web:exit-customers").values_list("customer_id", flat=True)) == ids


def test_a_reason_that_there_is_not_is_a_sentence_and_nobody_was_looked_at(sari: Client) -> None:
    tell(STORY)
    for query in ("feature=shoe_size&level=43", "feature=&level=", "level=x"):
        assert "note-wrong" in page(sari, f"/exit-customers/offer?wait=yes&{query}", 422)
    flush()
    assert not Look.objects.exists()


def test_who_was_forgotten_since_is_not_shown(sari: Client) -> None:
    tell(STORY)
    whole = page(sari, "/satisfied-but-left")
    gone = int(re.findall(r'href="/customers/(\d+)"', whole)[0])
    Customer.objects.filter(pk=gone).delete()
    assert f'href="/customers/{gone}"' not in page(sari, "/satisfied-but-left")
