"""A mapping's YAML as plain values, with the line of each."""

from typing import Any, Final

import yaml

from polku.touchpoints.mappings.wrong import Problem, WrongMapping

LARGEST: Final = 200_000  # characters
_DEEP: Final = "the text is nested too deeply"
_DEEPEST: Final = 60  # lists and tables within each other
_OPENING: Final = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)  # fmt: skip
_CLOSING: Final = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)

Path = tuple[str | int, ...]
_BOOLEANS: Final = {"true": True, "false": False}


class Document:
    """The values of a mapping and where each stands; lines count from 1."""

    def __init__(self, values: dict[str, Any], lines: dict[Path, int]) -> None:
        self.values = values
        self._lines = lines

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def problem(self, path: Path, message: str) -> Problem:
        return Problem(self.line(path), message)


def parse(text: str, thing: str = "mapping") -> Document:
    """Parse a mapping's text, or another declared thing's. Anchors, repeated keys and tags are refused:
    WrongMapping names the line."""
    if len(text) > LARGEST:
        raise WrongMapping(
            [Problem(1, f"a {thing} is at most {LARGEST:,} characters; this has {len(text):,}")]
        )
    _refuse_anchors(text, thing)
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise WrongMapping([_unparsable(error)]) from error
    lines: dict[Path, int] = {}
    values = _value(root, (), lines) if root else None
    if not isinstance(values, dict):
        raise WrongMapping([Problem(1, f"a {thing} is a list of `key: value` lines, beginning with `name:`")])
    return Document(values, lines)


def _refuse_anchors(text: str, thing: str) -> None:
    """And what is nested so deeply that reading it would take more memory than there is."""
    depth = 0
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            line = token.start_mark.line + 1
            if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
                raise WrongMapping(
                    [Problem(line, f"anchors (&), aliases (*) and tags (!) are not used in a {thing}")]
                )
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > _DEEPEST:
                raise WrongMapping([_unparsable(RecursionError(), line)])
    except yaml.YAMLError as error:
        raise WrongMapping([_unparsable(error)]) from error


def _unparsable(error: Exception, line: int = 1) -> Problem:
    mark = getattr(error, "problem_mark", None)
    usual = "it has a character that no text has" if isinstance(error, yaml.reader.ReaderError) else _DEEP
    what = getattr(error, "problem", None) or usual
    return Problem(
        mark.line + 1 if mark else line, f"this is not YAML: {what}. A text with {{ or : needs quotes."
    )


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _table(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, number), lines) for number, item in enumerate(node.value)]
    return _scalar(node)


def _table(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in table:
            raise WrongMapping([Problem(line, f"{key!r} is given twice")])
        lines[(*path, key)] = line
        table[key] = _value(value_node, (*path, key), lines)
    return table


def _scalar(node: yaml.Node) -> Any:
    """Numbers, true, false and null are themselves; dates, yes, no and all else stay the text they are."""
    text = str(node.value)
    if getattr(node, "style", None) in {"'", '"', "|", ">"}:
        return text
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text in {"", "null", "~"}:
        return None
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return text
