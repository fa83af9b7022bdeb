"""Read bodies of the Segment specification: single calls and batches, each message kept as it was told."""

import json
from collections import Counter
from typing import Any, Final

import msgspec

from polku.intake.http.moments import occurred
from polku.intake.http.parsed import Malformed, Parsed, Teller, TooLarge, Unfit, decoded
from polku.lib.digest import digest
from polku.timeline.log.append import Message

FORM: Final = "segment"
BATCHES: Final = frozenset({"batch", "import"})
TYPES: Final = frozenset({"identify", "track", "page", "screen", "group", "alias"})
_KEY_FIELD: Final = "writeKey"  # the browser library sends it inside the body
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class _Batch(msgspec.Struct):
    batch: list[msgspec.Raw]
    context: Any = None
    sentAt: Any = None  # noqa: N815 (the specification's name)


class _Keyed(msgspec.Struct):
    writeKey: str = ""  # noqa: N815


_decode_batch = msgspec.json.Decoder(_Batch).decode
_decode_key = msgspec.json.Decoder(_Keyed).decode
_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def write_key(body: bytes) -> str:
    """The write key a browser put into the body; "" where there is none."""
    try:
        return _decode_key(body.removeprefix(_BYTE_ORDER_MARK)).writeKey
    except (ValueError, RecursionError):
        return ""


def parse(body: bytes, call: str, teller: Teller) -> Parsed:
    """Read the body of `/v1/<call>`; an empty call means a single message that names its own type.

    Malformed where the body as a whole can't be read.
    """
    body = body.removeprefix(_BYTE_ORDER_MARK)
    if call in BATCHES:
        return _parse_batch(_batch(body), teller)
    parsed = Parsed([], [])
    _take(body, "", call, None, parsed, teller, Counter())
    return parsed


def _parse_batch(batch: _Batch, teller: Teller) -> Parsed:
    parsed, twins = Parsed([], []), Counter[bytes]()
    for index, raw in enumerate(batch.batch):
        _take(bytes(raw), f"batch[{index}]", "", batch, parsed, teller, twins, index)
    return parsed


def _take(
    told: bytes,
    where: str,
    call: str,
    batch: _Batch | None,
    parsed: Parsed,
    teller: Teller,
    twins: Counter[bytes],
    index: int = 0,
) -> None:
    whole = told
    try:
        message = decoded(told)
        whole = _folded(told, message, call, batch)
        if len(told) > teller.message_limit:
            raise TooLarge(f"it has {len(told)} bytes; a message may have {teller.message_limit}")
        _check(message, call)
        sent_at = batch.sentAt if batch else None
        occurred_at = occurred(message, sent_at, teller)
        key = _key(message, told, sent_at, teller.source_id, twins)
    except Unfit as unfit:
        parsed.refuse(unfit, FORM, whole, where, teller)
        return
    text = whole.decode()
    parsed.messages.append(Message(teller.source_id, key, FORM, occurred_at, teller.received_at, index, text))


def _check(message: dict[str, Any], call: str) -> None:
    """What the specification requires of every message; Unfit says what is missing."""
    kind = call or message.get("type")
    if type(kind) is not str or kind not in TYPES:
        raise Unfit(f"type must be one of {', '.join(sorted(TYPES))}", "type")
    if not (_named(message, "userId") or _named(message, "anonymousId")):
        raise Unfit("userId or anonymousId must say who it is about", "userId")
    needed = {"track": "event", "group": "groupId", "alias": "previousId"}.get(kind)
    if needed and not _named(message, needed):
        raise Unfit(f"a {kind} call needs {needed}", needed)


def _named(message: dict[str, Any], field: str) -> bool:
    """Whether the field names something: a text or number that is not empty."""
    value = message.get(field)
    if value is None or value == "":
        return False
    if type(value) is str or type(value) is int or type(value) is float:
        return True
    raise Unfit(f"{field} must be a text or a number", field)


def _key(message: dict[str, Any], told: bytes, sent_at: Any, source_id: int, twins: Counter[bytes]) -> bytes:
    """The name the log knows it by: its messageId, else a digest of all that was told.

    Messages without an id that stand twice in one batch are told apart by counting, so that the same
    batch sent again is still once.
    """
    message_id = message.get("messageId")
    if _named(message, "messageId"):
        return digest(str(source_id), str(message_id))
    content = digest("told", told, str(sent_at or ""))
    twins[content] += 1
    return digest(str(source_id), content, str(twins[content]))


def _folded(told: bytes, message: dict[str, Any], call: str, batch: _Batch | None) -> bytes:
    """The message as told, with what its address and its batch say of it, and without the write key."""
    more: dict[str, Any] = {}
    if call and message.get("type") != call:
        more["type"] = call
    if batch is not None:
        if batch.sentAt is not None and "sentAt" not in message:
            more["sentAt"] = batch.sentAt
        if type(batch.context) is dict and batch.context:
            own = message.get("context")
            more["context"] = {**batch.context, **(own if type(own) is dict else {})}
    if not more and _KEY_FIELD not in message:
        return told
    if more.keys().isdisjoint(message) and _KEY_FIELD not in message and message:
        return told.rstrip()[:-1] + b"," + msgspec.json.encode(more)[1:]
    fields: dict[str, Any] = {**_decode_fields(told), **more}
    fields.pop(_KEY_FIELD, None)
    return msgspec.json.encode(fields)


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
