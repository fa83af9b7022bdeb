"""Uploads for tests: given, and accepted with a small mapping."""

import threading

from polku.intake.models import Upload
from polku.intake.uploads.accept import accept_as_new
from polku.intake.uploads.receive import receive

LIMIT = 1_000_000
HEADER = "id,at,email,words\n"
MAPPING = """
name: {name}
reads: [row]
id: "{{row.id}}"
time: "{{row.at}}"
namespaces:
  email: {{policy: shareable}}
identify:
  email: "{{row.email}}"
defaults: {{touchpoint: shop, channel: web}}
rules:
  - when: {{}}
    interactions:
      - {{kind: asked, side: customer, text: "{{row.words}}"}}
"""


def rows(count: int, first: int = 1) -> str:
    """So many rows, each of a person of its own, the first of which is Veikko's."""
    return "".join(
        f"{n},2026-01-01T00:00:00Z,{'veikko' if n == 1 else f'p{n}'}@posti.example,hello {n}\n"
        for n in range(first, first + count)
    )


def give(text: str | bytes, name: str = "questions.csv") -> Upload:
    """An upload that waits."""
    return receive(name, [text.encode() if isinstance(text, str) else text], LIMIT)


def accepted(text: str, name: str = "questions.csv", called: str = "Shop") -> Upload:
    """An upload that is to be imported."""
    upload = give(text, name)
    accept_as_new(upload, called, called.lower(), MAPPING.format(name=called.lower()), None)
    return Upload.objects.get(pk=upload.pk)


def now_of(upload: Upload) -> Upload:
    """The same as it is now."""
    return Upload.objects.get(pk=upload.pk)


def going_on() -> threading.Event:
    """A process that does not end."""
    return threading.Event()
