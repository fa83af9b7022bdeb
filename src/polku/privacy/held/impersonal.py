"""Models of rooms to the right of privacy that tell nothing of any customer, each with the reason."""

from typing import Final

_STAFF: Final = "about people who work here, not about customers"
_DJANGO: Final = "Django's own: permissions, sessions and migrations of people who work here"

IMPERSONAL: Final = {
    "auth.group": _DJANGO,
    "auth.permission": _DJANGO,
    "contenttypes.contenttype": _DJANGO,
    "sessions.session": _DJANGO,
    "workspace.company": "our own name",
    "workspace.person": _STAFF,
    "workspace.team": _STAFF,
    "workspace.apitoken": _STAFF,
    "workspace.failedsignin": _STAFF,
    "identity.comparison": "when people were last compared, and two counts",
    "identity.stamp": "a random number",
    "timeline.lasttelling": "digests of record ids, beside event ids",
    "timeline.source": "about systems that tell us things",
    "touchpoints.mappingversion": "how a source's fields are read; its author is one of us",
    "touchpoints.journeyversion": "stages, touchpoints and owners; its author is one of us",
    "touchpoints.figuresversion": "margins and costs of the whole company; its author is one of us",
    "privacy.erasure": "counts only, that is its purpose",
    "privacy.logexport": "what one of us asked for, and counts; whom it named stands with the looks",
}
