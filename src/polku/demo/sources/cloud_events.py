"""What the sources that speak CloudEvents share: the envelope."""

from typing import Any

from polku.demo.happening import Happening
from polku.demo.sources.line import Line
from polku.demo.sources.moments import in_utc


def cloud_event(source: str, kind: str, one: Happening, data: dict[str, Any]) -> Line:
    """A CloudEvent of the source; of `data` what is told stays."""
    return Line(
        source,
        "",
        {
            "specversion": "1.0",
            "id": f"{one.who.number}-{one.number}",
            "source": f"https://{source}.tuulahdus.example",
            "type": f"example.tuulahdus.{kind}",
            "time": in_utc(one.at),
            "data": {name: value for name, value in data.items() if value not in ("", None)},
        },
    )
