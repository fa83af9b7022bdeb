"""Say what was done, with an Undo beside it where it can be undone."""

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, words: str, undo: str = "") -> None:
    """Show `words` on the next page; `undo` is the address to which its Undo button posts, "" for none."""
    messages.success(request, words, extra_tags=undo)
