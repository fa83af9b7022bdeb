"""What the door says: JSON where something was kept, RFC 9457 problem+json where nothing was."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec

from polku.intake.http.parsed import Parsed
from polku.intake.keep import Kept, Refusal
from polku.intake.rate import Share

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
MOST_PROBLEMS: Final = 100  # shown in one answer; quarantine has them all


class Answer(msgspec.Struct):
    """One HTTP answer."""

    status: int
    body: bytes = b""
    content_type: bytes = b"application/json"
    headers: Headers = []


class Problem(Exception):
    """Nothing was kept: the answer says why and how to mend it."""

    def __init__(self, status: int, detail: str, headers: Headers | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or []
        self.more = more

    def answer(self) -> Answer:
        """The problem as RFC 9457 wants it; `code` and `message` are what Segment's clients print."""
        title = HTTPStatus(self.status).phrase
        slug = title.lower().replace(" ", "-")
        content = {
            "type": f"urn:polku:problem:{slug}",
            "title": title,
            "status": self.status,
            "detail": self.detail,
            "success": False,
            "code": slug,
            "message": self.detail,
            **self.more,
        }
        return Answer(self.status, msgspec.json.encode(content), b"application/problem+json", self.headers)


def kept_answer(parsed: Parsed, kept: Kept, share: Share | None) -> Answer:
    """How many messages were accepted, how many of them known before, how many quarantined and why.

    Raises Problem where not one was accepted though some were sent.
    """
    counts: dict[str, Any] = {
        "accepted": len(parsed.messages),
        "known": kept.known,
        "quarantined": kept.quarantined,
        "problems": _problems(parsed.refusals),
    }
    if share is not None:
        counts["rate_used"] = share.used
    headers = [] if share is None else rate_headers(share)
    if parsed.refusals and not parsed.messages:
        first = parsed.refusals[0]
        where = f"{first.where}: " if first.where else ""
        detail = f"Nothing was accepted; all is in quarantine. {where}{first.reason}"
        raise Problem(413 if parsed.too_large == parsed.size else 400, detail, headers, **counts)
    return Answer(200, msgspec.json.encode({"success": True, **counts}), headers=headers)


def rate_headers(share: Share) -> Headers:
    """The source's rate limit, as clients read it (draft-ietf-httpapi-ratelimit-headers)."""
    headers = [
        (b"ratelimit-limit", b"%d" % share.limit),
        (b"ratelimit-remaining", b"%d" % share.remaining),
        (b"ratelimit-reset", b"%d" % max(1, share.wait)),
    ]
    return [*headers, (b"retry-after", b"%d" % share.wait)] if share.wait else headers


async def send_answer(send: Send, answer: Answer, more: Headers, without_body: bool = False) -> None:
    """Send it; `more` are headers that every answer to this request has."""
    headers = [(b"content-length", b"%d" % len(answer.body)), *answer.headers, *more]
    if answer.body:
        headers.append((b"content-type", answer.content_type))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if without_body else answer.body})


def _problems(refusals: Sequence[Refusal]) -> list[dict[str, str]]:
    return [{"where": one.where, "reason": one.reason} for one in refusals[:MOST_PROBLEMS]]
