"""CloudEvents 1.0: what the specification's schema says, and what the door says."""

import asyncio
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.intake.http import cloudevents
from polku.intake.http.parsed import Teller
from polku.intake.http.tests.asking import Heard, RememberingWriter, ask, door_in_memory
from polku.lib.clock import SECOND

NOON = 1_778_673_600 * SECOND  # 2026-05-13T12:00:00Z
TELLER = Teller(1, "Europe/Helsinki", NOON, 32_768)
EVENT = {
    "specversion": "1.0",
    "id": "A234-1234-1234",
    "source": "https://github.com/cloudevents/spec/pull",
    "type": "com.github.pull_request.opened",
    "time": "2026-05-13T09:31:00+03:00",
    "datacontenttype": "application/json",
    "data": {"number": 123},
}


def told(body: Any, content_type: str = "application/cloudevents+json") -> tuple[Heard, RememberingWriter]:
    door, writer = door_in_memory()
    return asyncio.run(ask(door, "/v1/cloudevents", body, headers={"content-type": content_type})), writer


def test_a_single_event_is_kept_as_told_at_its_time() -> None:
    heard, writer = told(EVENT)
    (message,) = writer.messages.values()
    assert (heard.status, heard.json["accepted"]) == (200, 1)
    assert json.loads(message.body) == EVENT
    assert (message.form, message.occurred_at) == ("cloudevents", NOON - (5 * 3600 + 29 * 60) * SECOND)


@pytest.mark.parametrize(
    "content_type",
    ["application/cloudevents-batch+json; charset=UTF-8", "application/json", "application/cloudevents+json"],
)
def test_a_batch_keeps_the_good_and_quarantines_the_bad(content_type: str) -> None:
    without_id = {**EVENT, "id": ""}
    heard, writer = told([EVENT, without_id, {**EVENT, "id": "2"}], content_type)
    assert (heard.json["accepted"], heard.json["quarantined"]) == (2, 1)
    assert heard.json["problems"][0]["where"] == "[1].id"
    assert json.loads(writer.refusals[0].body) == without_id


def test_source_and_id_together_name_an_event() -> None:
    heard, writer = told([EVENT, {**EVENT, "source": "/elsewhere"}, EVENT])
    assert (heard.json["known"], len(writer.messages)) == (1, 2)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"specversion": "0.3"}, "specversion"),
        ({"time": "tomorrow"}, "time"),
        ({"time": "2126-01-01T00:00:00Z"}, "time"),
        ({"subject": ""}, "subject"),
        ({"datacontenttype": 7}, "datacontenttype"),
        ({"data_base64": "Zm9v"}, "data_base64"),
        ({"source": None}, "source"),
    ],
)
def test_a_wrong_attribute_is_named(change: dict[str, Any], where: str) -> None:
    heard, _ = told({**EVENT, **change})
    assert (heard.status, heard.json["problems"][0]["where"]) == (400, where)


def test_binary_mode_is_refused_with_a_word_on_what_is_taken() -> None:
    door, _ = door_in_memory()
    heard = asyncio.run(ask(door, "/v1/cloudevents", EVENT, headers={"ce-specversion": "1.0"}))
    assert (heard.status, "structured" in heard.json["detail"]) == (415, True)


def _schema() -> Any:
    path = Path(__file__).parents[6] / "shared" / "data" / "formats" / "cloudevents" / "cloudevents.json"
    if not path.exists():
        pytest.skip(
            "the CloudEvents schema is not beside this repository (../shared/data/formats/cloudevents)"
        )
    return json.loads(path.read_text())


@pytest.mark.real_data
@given(
    st.fixed_dictionaries(
        {
            "id": st.text(max_size=2),
            "source": st.sampled_from(["", "/a"]),
            "type": st.sampled_from(["", "t", None]),
        },
        optional={
            "specversion": st.just("1.0"),
            "subject": st.sampled_from(["", "s", None, 1]),
            "datacontenttype": st.sampled_from(["", "text/xml", None]),
            "data": st.sampled_from([None, "", {}, [], 1, False]),
        },
    )
)
def test_the_door_takes_just_what_the_specifications_schema_takes(event: dict[str, Any]) -> None:
    fits = jsonschema.Draft7Validator(_schema()).is_valid(event)
    parsed = cloudevents.parse(json.dumps(event).encode(), TELLER)
    assert bool(parsed.messages) == fits
