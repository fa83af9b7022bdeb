"""Read bodies of the Segment specification: single calls and batches, each message kept as it was told."""

import json
from collections import Counter
from typing import Any, Final

import msgspec

from polku.intake.http.moments import occurred, sent
from polku.intake.http.parsed import Malformed, Parsed, Teller, TooLarge, Unfit, decoded
from polku.lib.digest import digest
from polku.timeline.log.append import Message

FORM: Final = "segment"
BATCHES: Final = frozenset({"batch", "import"})
TYPES: Final = frozenset({"identify", "track", "page", "screen", "group", "alias"})
_NEEDED: Final = {"track": "event", "group": "groupId", "alias": "previousId"}
_KEY_FIELD: Final = "writeKey"  # the browser library sends it inside the body
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class _Batch(msgspec.Struct):
    batch: list[msgspec.Raw]
    context: Any = None
    sentAt: Any = None  # noqa: N815 - named by the protocol


class _Keyed(msgspec.Struct):
    writeKey: str = ""  # noqa: N815 - named by the protocol


_decode_batch = msgspec.json.Decoder(_Batch).decode
_decode_key = msgspec.json.Decoder(_Keyed).decode
_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def write_key(body: bytes) -> str:
    """The write key a browser put into the body; "" where there is none."""
    try:
        return _decode_key(body.removeprefix(_BYTE_ORDER_MARK)).writeKey
    except (ValueError, RecursionError):
        return ""


class _Reading(msgspec.Struct):
    """A body being read: what its messages share, and what came of them so far."""

    teller: Teller
    parsed: Parsed
    call: str = ""  # the type its address tells; "" where each message tells its own
    sent: int | None = None  # when the batch was sent
    more: dict[str, Any] = {}  # what the batch says of each of its messages
    tail: bytes = b""  # the same as JSON, to end a message with, where that is all there is to say
    twins: Counter[bytes] = msgspec.field(default_factory=Counter)


def parse(body: bytes, call: str, teller: Teller) -> Parsed:
    """Read the body of `/v1/<call>`; an empty call means a single message that names its own type.

    Malformed where the body as a whole can't be read.
    """
    body = body.removeprefix(_BYTE_ORDER_MARK)
    reading = _Reading(teller, Parsed([], []))
    if call not in BATCHES:
        reading.call = call
        _take(body, 0, "", reading)
        return reading.parsed
    batch = _batch(body)
    reading.sent = sent(batch.sentAt, teller.time_zone)
    if batch.sentAt is not None:
        reading.more["sentAt"] = batch.sentAt
        reading.tail = b"," + msgspec.json.encode(reading.more)[1:]
    if type(batch.context) is dict and batch.context:
        reading.more["context"] = batch.context
        reading.tail = b""
    for index, raw in enumerate(batch.batch):
        _take(bytes(raw), index, f"batch[{index}]", reading)
    return reading.parsed


def _take(told: bytes, index: int, where: str, reading: _Reading) -> None:
    """Read one message into the reading's messages or refusals."""
    whole, teller = told, reading.teller
    try:
        message = decoded(told)
        whole = _folded(told, message, reading)
        if len(told) > teller.message_limit:
            raise TooLarge(f"it has {len(told)} bytes; a message may have {teller.message_limit}")
        _check(message, reading.call)
        occurred_at = occurred(message, reading.sent, teller)
        key = _key(message, told, reading)
    except Unfit as unfit:
        reading.parsed.refuse(unfit, FORM, whole, where, teller)
        return
    reading.parsed.messages.append(
        Message(teller.source_id, key, FORM, occurred_at, teller.received_at, index, whole.decode())
    )


def _check(message: dict[str, Any], call: str) -> None:
    """What the specification requires of every message; Unfit says what is missing."""
    kind = call or message.get("type")
    if type(kind) is not str or kind not in TYPES:
        raise Unfit(f"type must be one of {', '.join(sorted(TYPES))}", "type")
    if not (_named(message, "userId") or _named(message, "anonymousId")):
        raise Unfit("userId or anonymousId must say who it is about", "userId")
    needed = _NEEDED.get(kind)
    if needed and not _named(message, needed):
        raise Unfit(f"a {kind} call needs {needed}", needed)


def _named(message: dict[str, Any], field: str) -> bool:
    """Whether the field names something: a text or number that is not empty."""
    value = message.get(field)
    if type(value) is str:
        return value != ""
    if value is None:
        return False
    if type(value) is int or type(value) is float:
        return True
    raise Unfit(f"{field} must be a text or a number", field)


def _key(message: dict[str, Any], told: bytes, reading: _Reading) -> bytes:
    """The name the log knows it by: its messageId, else a digest of all that was told.

    Messages without an id that stand twice in one batch are told apart by counting, so that the same
    batch sent again is still once.
    """
    source = str(reading.teller.source_id)
    if _named(message, "messageId"):
        return digest(source, str(message["messageId"]))
    content = digest("told", told, str(reading.more.get("sentAt", "")))
    reading.twins[content] += 1
    return digest(source, content, str(reading.twins[content]))


def _folded(told: bytes, message: dict[str, Any], reading: _Reading) -> bytes:
    """The message as told, with what its address and its batch say of it, and without the write key."""
    if reading.tail and "sentAt" not in message and _KEY_FIELD not in message:
        return told[:-1] + reading.tail
    more = {name: value for name, value in reading.more.items() if name not in message}
    if "context" in reading.more and type(message.get("context")) is dict:
        more["context"] = {**reading.more["context"], **message["context"]}
    if reading.call and message.get("type") != reading.call:
        more["type"] = reading.call
    if _KEY_FIELD in message or not more.keys().isdisjoint(message):
        fields: dict[str, Any] = {**_decode_fields(told), **more}
        fields.pop(_KEY_FIELD, None)
        return msgspec.json.encode(fields)
    if not more:
        return told
    return told.rstrip()[:-1] + (b"," if message else b"") + msgspec.json.encode(more)[1:]


def _batch(body: bytes) -> _Batch:
    """The batch's frame; where one broken message breaks the frame, as much of it as can be saved."""
    try:
        return _decode_batch(body)
    except RecursionError:
        raise Malformed("the body is nested too deeply") from None
    except msgspec.ValidationError as error:
        raise Malformed(f"the body must be an object with a list called batch: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _salvaged(body, str(error))


def _salvaged(body: bytes, reason: str) -> _Batch:
    """A frame read leniently (NaN, half an emoji): the broken messages are refused one by one later."""
    try:
        frame = json.loads(body)
        messages = frame["batch"]
        if type(messages) is not list:
            raise TypeError
    except (ValueError, RecursionError, TypeError, KeyError):
        raise Malformed(f"the body is not JSON: {reason}") from None
    told = [msgspec.Raw(json.dumps(message).encode()) for message in messages]
    sent_at, context = frame.get("sentAt"), frame.get("context")
    return _Batch(told, _sound(context), _sound(sent_at))


def _sound(value: Any) -> Any:
    """The value, if strict JSON can hold it."""
    try:
        return msgspec.json.decode(json.dumps(value))
    except msgspec.DecodeError:
        return None
