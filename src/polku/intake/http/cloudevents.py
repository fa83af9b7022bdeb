"""Read CloudEvents 1.0 in the JSON format: one event, or a batch of them."""

from typing import Any, Final

import msgspec

from polku.intake.http.moments import moment, plausible
from polku.intake.http.parsed import Malformed, Parsed, Teller, TooLarge, Unfit, decoded
from polku.lib.digest import digest
from polku.timeline.log.append import Message

FORM: Final = "cloudevents"
_REQUIRED: Final = ("id", "source", "type", "specversion")
_OPTIONAL_TEXTS: Final = ("datacontenttype", "dataschema", "subject", "time", "data_base64")
_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode


def parse(body: bytes, teller: Teller) -> Parsed:
    """Read a CloudEvent or a list of them; Malformed where the body as a whole can't be read."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    parsed = Parsed([], [])
    if not body.lstrip().startswith(b"["):
        _take(body, "", 0, parsed, teller)
        return parsed
    try:
        told = _decode_list(body)
    except RecursionError:
        raise Malformed("the body is nested too deeply") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"the body is not JSON: {error}") from None
    for index, raw in enumerate(told):
        _take(bytes(raw), f"[{index}]", index, parsed, teller)
    return parsed


def _take(told: bytes, where: str, index: int, parsed: Parsed, teller: Teller) -> None:
    try:
        event = decoded(told)
        if len(told) > teller.message_limit:
            raise TooLarge(f"it has {len(told)} bytes; a message may have {teller.message_limit}")
        _check(event)
        told_at = moment(event.get("time"), teller.time_zone, "time")
        occurred_at = teller.received_at if told_at is None else plausible(told_at, teller, "time")
    except Unfit as unfit:
        parsed.refuse(unfit, FORM, told, where, teller)
        return
    key = digest(str(teller.source_id), event["source"], event["id"])
    parsed.messages.append(
        Message(teller.source_id, key, FORM, occurred_at, teller.received_at, index, told.decode())
    )


def _check(event: dict[str, Any]) -> None:
    """What CloudEvents 1.0 requires; Unfit names the attribute that is wrong."""
    for name in _REQUIRED:
        value = event.get(name)
        if type(value) is not str or not value:
            raise Unfit(f"a CloudEvent needs {name}, a text that is not empty", name)
    if event["specversion"] != "1.0":
        raise Unfit("specversion must be 1.0", "specversion")
    for name in _OPTIONAL_TEXTS:
        value = event.get(name)
        if value is not None and (type(value) is not str or not (value or name == "data_base64")):
            raise Unfit(f"{name} must be a text that is not empty", name)
    if event.get("data") is not None and event.get("data_base64") is not None:
        raise Unfit("an event has data or data_base64, never both", "data_base64")
