"""Where a rating lies on its own scale. Without a scale nothing is said of that."""


def third(rating: float, low: float | None, high: float | None) -> str:
    """`below`, `within` or `above`: the lower, middle or upper third of the scale; `unscaled` without one."""
    if low is None or high is None or low == high:
        return "unscaled"
    share = (rating - low) / (high - low)
    return "below" if share < 1 / 3 else "above" if share > 2 / 3 else "within"
