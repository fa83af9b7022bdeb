"""The write key a request carries: user name of basic auth (as Segment's clients send it) or bearer token."""

from base64 import b64decode


def write_key(authorization: bytes) -> str:
    """The key in an Authorization header; "" where there is none that can be read."""
    scheme, _, value = authorization.strip().partition(b" ")
    if scheme.lower() == b"bearer":
        return value.strip().decode("utf-8", "replace")
    if scheme.lower() != b"basic":
        return ""
    try:
        return b64decode(value.strip(), validate=True).decode("utf-8").partition(":")[0].strip()
    except ValueError:
        return ""
