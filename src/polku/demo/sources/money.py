"""Euro cents as the sources write amounts."""


def with_point(cents: int | None) -> str:
    """8900.00; "" for none."""
    return "" if cents is None else f"{cents // 100}.{cents % 100:02}"


def with_comma(cents: int | None) -> str:
    """8 900,00, as a Finnish ledger writes it; "" for none."""
    if cents is None:
        return ""
    return f"{cents // 100:,}".replace(",", " ") + f",{cents % 100:02}"
