"""Sixteen-byte digests: the names under which the log knows a message."""

from hashlib import blake2b


def digest(*parts: str | bytes) -> bytes:
    """Sixteen bytes that depend on every part and on where one part ends and the next begins."""
    hashed = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "big"))
        hashed.update(data)
    return hashed.digest()
