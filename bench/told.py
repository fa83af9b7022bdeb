"""How a measurement is told: what, its figure, what it stands beside, and the ratio of the two."""


def told(what: str, figure: str, beside: str = "", ratio: str = "") -> None:
    """Print one line: figure | limit, aim or peer | ratio."""
    print(f"  {what:<58} | {figure:<34} | {beside:<44} | {ratio}", flush=True)


def against(figure: float, aim: float) -> str:
    """A figure that should be small, as a share of what it may be at most."""
    return f"{figure / aim:.2f} x, {'met' if figure <= aim else 'NOT met'}"


def reached(figure: float, aim: float) -> str:
    """A figure that should be large, as a share of what it should be at least."""
    return f"{figure / aim:.0%}, {'met' if figure >= aim else 'NOT met'}"
