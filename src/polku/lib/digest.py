"""Sixteen-byte digests: the names under which the log knows a message."""

from hashlib import blake2b


def digest(*parts: str | bytes) -> bytes:
    """Sixteen bytes that depend on every part and on where one part ends and the next begins."""
    told = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return blake2b(b"".join([len(data).to_bytes(8, "big") + data for data in told]), digest_size=16).digest()
