"""What `docs/measures/NAME.md` says of a measure, as HTML: paragraphs, bold words, code and the text of links.

In Finnish and Swedish, `docs/measures/fi/NAME.md` and `sv/NAME.md` say the main things in the words of the page.
"""

import re
from html import escape
from pathlib import Path
from typing import Final

import polku

_ROOM: Final = Path(polku.__file__).parent
# Installed from a wheel, the pages are inside; in a working copy, they stand at its root.
_PLACES: Final = (_ROOM / "explained", _ROOM.parents[1] / "docs" / "measures")
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_BOLD: Final = re.compile(r"\*\*([^*]+)\*\*")
_ITALIC: Final = re.compile(r"(?<!\*)\*([^*\s][^*]*)\*(?!\*)")
_CODE: Final = re.compile(r"`([^`]+)`")
_MEASURE: Final = re.compile(r"[a-z_]+\.md")


def explained(name: str, language: str = "") -> list[str]:
    """The page's paragraphs as HTML, without its title and its addresses; none where there is no page."""
    wanted = Path(language, f"{name}.md")
    path = next((place / wanted for place in _PLACES if (place / wanted).is_file()), None)
    if path is None:
        return []
    blocks = [block.strip() for block in path.read_text("utf-8").split("\n\n")]
    return [_html(block) for block in blocks if block and not block.startswith(("#", "`polku measure"))]


def _html(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    marked = _CODE.sub(r"<code>\1</code>", escape(text, quote=False))
    return _LINK.sub(_link, _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", marked)))


def _link(found: re.Match[str]) -> str:
    """To another measure's page; what stands elsewhere in the manual is said without a link."""
    if _MEASURE.fullmatch(found[2]):
        return f'<a href="/measures/{found[2].removesuffix(".md")}">{found[1]}</a>'
    return found[1]
