"""How a mapping stands in the list."""

from polku.touchpoints.mappings.load import reader
from polku.touchpoints.mappings.wrong import WrongMapping


def titled(name: str) -> str:
    """What the mapping calls itself; "" where it is called by its name, or no longer holds and is to be mended."""
    try:
        title = reader(name).title
    except WrongMapping:
        return ""
    return "" if title == name else title
