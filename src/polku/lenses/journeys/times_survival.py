"""Kaplan and Meier's estimate of how long it takes, where some are not done yet (Kaplan & Meier 1958; methods.md §5.2).

The bounds of the median are those of Brookmeyer and Crowley (1982), of Greenwood's variance on the logarithm.
"""

from typing import Final

import ibis

from polku.lenses.wilson import Z

# Shares are sums of logarithms: what is a half but for the last digits is a half.
_NEARLY: Final = 1e-9


def survival(found: ibis.Table, *keys: str) -> ibis.Table:
    """Of rows with length (microseconds) and over: per key median_time, low_time, high_time, p90_time.

    A time is null where too many are still open for it to be known.
    """
    curve = _curve(found, keys)
    spread = Z * curve.variance.sqrt()
    left = ibis.ifelse(curve.all_over, ibis.literal(0.0), curve.log_left.exp())
    low_left = ibis.ifelse(curve.all_over, ibis.literal(0.0), (curve.log_left - spread).exp())
    high_left = ibis.ifelse(curve.all_over, ibis.literal(1.0), (curve.log_left + spread).exp())
    return curve.group_by(*keys).aggregate(
        median_time=_first(curve.length, left, 0.5),
        low_time=_first(curve.length, low_left, 0.5),
        high_time=_first(curve.length, high_left, 0.5),
        p90_time=_first(curve.length, left, 0.1),
    )


def _curve(found: ibis.Table, keys: tuple[str, ...]) -> ibis.Table:
    """Per key and length: the logarithm of the share that is still there after it, and its variance.

    `all_over`: nobody is, and the logarithm is not told.
    """
    at = found.group_by(*keys, "length").aggregate(done=found.count(where=found.over), there=found.count())
    longer = ibis.cumulative_window(group_by=list(keys), order_by=ibis.desc("length"))
    at = at.mutate(at_risk=at.there.sum().over(longer).cast("float64"))
    last = at.done == at.at_risk
    staying = ibis.ifelse(last, ibis.literal(1.0), 1.0 - at.done / at.at_risk)
    share = ibis.ifelse(last, ibis.literal(0.0), at.done / (at.at_risk * (at.at_risk - at.done)).nullif(0.0))
    at = at.mutate(logarithm=staying.ln(), share=share, last=last.cast("int32"))
    so_far = ibis.cumulative_window(group_by=list(keys), order_by="length")
    return at.mutate(
        log_left=at.logarithm.sum().over(so_far),
        variance=at.share.sum().over(so_far),
        all_over=at["last"].max().over(so_far) == 1,
    )


def _first(length: ibis.Value, left: ibis.Value, share: float) -> ibis.Value:
    """The shortest length after which no more than the share is left."""
    return ibis.ifelse(left <= share + _NEARLY, length, ibis.null("int64")).min().cast("float64")
