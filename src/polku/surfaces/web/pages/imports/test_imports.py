"""A file from the browser to its customers: taken or refused, guessed, changed, accepted, imported."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from polku.intake.models import Upload
from polku.intake.uploads.carry import carry_one
from polku.intake.uploads.place import path_of
from polku.intake.uploads.tests.given import going_on, now_of
from polku.pipeline.drain import drain
from polku.surfaces.web.pages.imports.choosing import Chosen, from_text, to_text
from polku.timeline.models import Event, Source
from polku.touchpoints.mappings.guess.manner import Scale
from polku.touchpoints.mappings.guess.roles import Role, Shape
from polku.touchpoints.mappings.guess.tests import tables
from polku.touchpoints.mappings.guess.whole import Choices
from polku.touchpoints.mappings.save import versions
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")
SHOP = tables.FINNISH_SHOP.text.strip() + "\n"


def upload(browser: Client, content: str | bytes = SHOP, name: str = "tilaukset.csv") -> Upload:
    raw = content.encode() if isinstance(content, str) else content
    response = browser.post("/imports", {"file": SimpleUploadedFile(name, raw)})
    assert response.status_code == 302, response.content.decode()
    return Upload.objects.latest("pk")


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the form: each select's selected option, each input's value."""
    told = {}
    for name, options in re.findall(
        r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        assert first is not None
        told[name] = (chosen or first)[1]
    told |= dict(re.findall(r'<input id="[^"]+" name="([^"]+)"[^>]* value="([^"]*)"', page))
    return told


def reading(browser: Client, given: Upload) -> str:
    return browser.get(f"/imports/{given.pk}").content.decode()


def test_a_table_is_guessed_with_its_reasons_and_shows_what_it_becomes(sari: Client) -> None:
    page = reading(sari, upload(sari))
    told = form_of(page)
    assert (told["called"], told["shape"]) == ("Tilaukset", "order")
    assert told["role-4"] == "email"
    assert "4 of 4 values look like email addresses; the column is called “Sähköposti”" in page
    assert "4 of the first 4 rows can be read." in page
    assert "€1,189.90" in page
    assert "Aino Virtanen" in page
    assert not Event.objects.exists()


def test_the_page_comes_whole_and_as_a_part(sari: Client, part: dict[str, str]) -> None:
    given = upload(sari)
    assert reading(sari, given).startswith("<!doctype html>")
    assert b"<html" not in sari.get(f"/imports/{given.pk}", headers=part).content
    assert b"<html" not in sari.get("/imports", headers=part).content


def test_a_changed_column_shows_at_once_what_becomes_of_it_and_stays_changed(
    sari: Client, part: dict[str, str]
) -> None:
    given = upload(sari)
    told = form_of(reading(sari, given)) | {"role-6": "text", "shape": "ticket"}
    page = sari.post(f"/imports/{given.pk}", told, headers=part).content.decode()
    assert "you chose it" in page
    assert form_of(page)["role-6"] == "text"
    assert "asked us" in page
    assert form_of(reading(sari, given))["shape"] == "ticket"  # left, and come back to


def test_a_role_given_to_another_column_leaves_the_one_that_had_it(sari: Client) -> None:
    given = upload(sari)
    told = form_of(reading(sari, given)) | {"role-6": "name"}
    now = form_of(sari.post(f"/imports/{given.pk}", told).content.decode())
    assert (now["role-3"], now["role-6"]) == ("detail", "name")
    back = form_of(
        sari.post(f"/imports/{given.pk}", now | {"role-3": "name", "role-6": "subject"}).content.decode()
    )
    assert (back["role-3"], back["role-6"]) == ("name", "subject")


def test_accepted_rows_come_in_and_lead_to_the_first_customer(sari: Client) -> None:
    given = upload(sari)
    sari.post(f"/imports/{given.pk}/accept", form_of(reading(sari, given)))
    source = Source.objects.get(slug="tilaukset")
    assert (source.name, source.mapping) == ("Tilaukset", "tilaukset")
    saved = versions("tilaukset")[0]
    assert str(saved.saved_by) == "Sari Lehto"
    assert "#  Sähköposti: email; customer's email; 4 of 4 values look like email addresses" in saved.text
    assert "coming in" in reading(sari, given)
    carry_one(going_on())
    drain()
    page = reading(sari, given)
    assert "all in" in page
    found = re.search(r'href="(/customers/\d+)">Aino Virtanen', page)
    assert found is not None
    assert "€1,189.90" in sari.get(found[1]).content.decode()
    assert not path_of(given).exists()


def test_the_progress_is_asked_for_until_there_is_nothing_more_to_wait_for(
    sari: Client, part: dict[str, str]
) -> None:
    given = upload(sari)
    sari.post(f"/imports/{given.pk}/accept", form_of(reading(sari, given)))
    page = sari.get(f"/imports/{given.pk}/progress", headers=part).content.decode()
    assert "every 1s" in page
    assert "may leave this page" in page
    seen = re.search(r"seen=([\w-]+)", page)
    assert seen is not None
    assert sari.get(f"/imports/{given.pk}/progress?seen={seen[1]}", headers=part).status_code == 204
    carry_one(going_on())
    drain()
    page = sari.get(f"/imports/{given.pk}/progress?seen={seen[1]}", headers=part).content.decode()
    assert "every 1s" not in page
    assert "The first customers of it" in page


def test_rows_that_can_not_be_read_are_told_before_and_after(sari: Client) -> None:
    given = upload(sari, SHOP + "A-9;soon;1;X;x@posti.example;;;;;;;\nA-10;1.1.2026 klo 8.00\n")
    page = reading(sari, given)
    assert "4 of the first 6 rows can be read." in page
    assert "the row has 2 columns where the header has 12" in page
    sari.post(f"/imports/{given.pk}/accept", form_of(page))
    carry_one(going_on())
    drain()
    assert f'href="/quarantine?source={now_of(given).source_id}">2<' in reading(sari, given)


def test_a_table_of_the_same_kind_goes_into_the_same_source(sari: Client) -> None:
    first = upload(sari)
    sari.post(f"/imports/{first.pk}/accept", form_of(reading(sari, first)))
    carry_one(going_on())
    again = upload(
        sari, SHOP + "A-2205;1.4.2026 klo 9.00;50020;Uusi Asiakas;uusi@posti.example;;;1;10,00 €;;;\n"
    )
    page = sari.post(f"/imports/{again.pk}", {"into": "tilaukset"}).content.decode()
    assert "as last time, into Tilaukset" in page
    assert "role-0" not in page
    sari.post(f"/imports/{again.pk}/accept", {"into": "tilaukset"})
    carry_one(going_on())
    assert (now_of(again).added, now_of(again).known) == (1, 4)
    assert Source.objects.exclude(slug="polku").count() == 1


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(sari: Client) -> None:
    first, again = upload(sari), upload(sari)
    for given in (first, again):
        response = sari.post(f"/imports/{given.pk}/accept", form_of(reading(sari, given)))
    assert response.status_code == 422
    assert "Choose another name" in response.content.decode()
    assert now_of(again).state == "waiting"


def test_where_no_row_can_be_read_nothing_is_brought_in(sari: Client) -> None:
    given = upload(sari, "what,when\nhello,never\nworld,later\n", "odd.csv")
    page = reading(sari, given)
    assert "No column is taken to say who the customer is" in page
    response = sari.post(f"/imports/{given.pk}/accept", form_of(page) | {"role-1": "time"})
    assert response.status_code == 422
    assert "None of the first rows can be read so" in response.content.decode()


def test_rows_may_be_pasted(sari: Client) -> None:
    sari.post("/imports", {"pasted": "\r\n" + SHOP})
    assert Upload.objects.get().file_name == "pasted rows.csv"
    sari.post("/imports", {"pasted": '{"email": "aino@posti.example", "date": "2026-01-01"}'})
    assert Upload.objects.latest("pk").file_name == "pasted rows.jsonl"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"x", "", "Choose a file, or paste some rows"),
        (b"\n", "t.csv", "The file is empty"),
        (b"a;b\n", "t.csv", "a header and no rows"),
        (b"PK\x03\x04", "t.xlsx", "Save it as CSV"),
        (b"\0\0\0", "t.csv", "no text file"),
        (b"a", "t.exe", "It takes .csv"),
        (b"{\n", "t.jsonl", "No row of the file can be read. t.jsonl, line 1"),
    ],
)
def test_what_can_not_be_taken_is_refused_in_a_sentence(
    sari: Client, content: bytes, name: str, words: str
) -> None:
    files = {"file": SimpleUploadedFile(name, content)} if name else {}
    response = sari.post("/imports", files)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Upload.objects.exists()


def test_a_file_over_the_limit_says_the_limit_and_the_other_way(
    sari: Client, settings: pytest.FixtureRequest
) -> None:
    settings.CHOSEN = {**settings.CHOSEN, "upload_limit": 1_000}  # type: ignore[attr-defined]
    response = sari.post("/imports", {"file": SimpleUploadedFile("t.csv", b"a,b\n" * 1000)})
    assert response.status_code == 422
    assert "Bring it in on the server with: polku import" in response.content.decode()
    assert 'data-limit="1000"' in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (",".join(f"c{n}" for n in range(200)) + "\n" + ",".join(["x"] * 200) + "\n", "wide.csv"),
        ("a,a,,a\n1,2,3,4\n", "doubled.csv"),
        ("a,b\n1\n1,2,3\n1,2\n", "ragged.csv"),
        ("id,date\nid,date\n1,2026-01-01\n", "two heads.csv"),
        ('=1+1,"=HYPERLINK(""http://evil.example"")"\n@SUM(A1),+cmd\n', "formulas.csv"),
        ('<script>alert(1)</script>,"{x}"\n<b>hello</b>,1\n', "markup.csv"),
        ("a,b\n" + "x" * 900_000 + ",1\n2,3\n", "long cell.csv"),
        ('{"a": {"b": {"c": {"d": {"e": 1}}}}, "f": [1, 2]}\n', "deep.jsonl"),
    ],
)
def test_odd_tables_get_a_page_and_no_fault(sari: Client, content: str, name: str) -> None:
    page = reading(sari, upload(sari, content, name))
    assert "What the first rows become" in page
    assert "<script>alert" not in page
    assert "<b>hello" not in page


def test_a_wide_table_shows_first_what_needs_a_look(sari: Client) -> None:
    head = ",".join(["Email", "Date", *(f"field {n}" for n in range(198))])
    row = ",".join(["aino@posti.example", "2026-01-01", *["7"] * 198])
    page = reading(sari, upload(sari, f"{head}\n{row}\n", "wide.csv"))
    assert "198 more columns are kept as details" in page
    assert "200 of 200 are sure" in page


def test_days_and_months_that_can_not_be_told_apart_are_asked(sari: Client) -> None:
    given = upload(sari, "Date,Email\n03/04/2026,aino@posti.example\n", "dates.csv")
    page = reading(sari, given)
    assert "can't be told: the day first, until you say" in page
    assert "3 April" in page
    changed = sari.post(f"/imports/{given.pk}", form_of(page) | {"month_first": "yes"}).content.decode()
    assert "can't be told" not in changed
    assert "4 Mar" in changed


def test_a_file_is_deleted_instead(sari: Client) -> None:
    given = upload(sari)
    assert sari.post(f"/imports/{given.pk}/discard").headers["Location"] == "/imports"
    assert not path_of(given).exists()
    assert "deleted" in reading(sari, given)
    assert sari.post(f"/imports/{given.pk}/accept", {}).headers["Location"] == f"/imports/{given.pk}"


def test_a_file_that_was_deleted_for_somebody_forgotten_says_so(sari: Client) -> None:
    given = upload(sari)
    Upload.objects.filter(pk=given.pk).update(state="stopped", fault="forgotten")
    assert "asked to be forgotten" in reading(sari, given)


def test_the_list_tells_each_files_state(sari: Client) -> None:
    upload(sari)
    page = sari.get("/imports").content.decode()
    assert "waits for you" in page
    assert f'href="/imports/{Upload.objects.get().pk}"' in page


def test_too_low_a_role_neither_sees_nor_brings_in(client: Client, sari: Client) -> None:
    given = upload(sari)
    client.force_login(colleague())
    for address in ("imports", "import", "import-progress"):
        path = reverse(address, args=[] if address == "imports" else [given.pk])
        assert client.get(path).status_code == 403
    assert client.post("/imports", {"pasted": SHOP}).status_code == 403
    assert client.post(f"/imports/{given.pk}/accept").status_code == 403
    assert Upload.objects.count() == 1


def test_an_outsider_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/imports").headers["Location"] == "/sign-in?next=/imports"
    assert client.post("/imports", {"pasted": SHOP}).status_code == 302
    assert not Upload.objects.exists()


def test_an_address_of_no_upload_is_none(sari: Client) -> None:
    assert sari.get("/imports/77").status_code == 404
    assert sari.get(f"/imports/{upload(sari).pk}/progress").status_code == 404  # it waits for its reader


def test_choices_are_kept_as_text_and_what_is_none_is_nothing() -> None:
    choices = Choices({2: Role.EMAIL}, Shape.LEAD, True, "SEK", Scale(0, 10))
    chosen = Chosen(choices, "Shop", "")
    assert from_text(to_text(chosen)) == chosen
    assert from_text("") == from_text('{"choices": 7}') == Chosen()
