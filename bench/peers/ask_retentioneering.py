"""Retentioneering's answers. It knows the median and the 95th percentile of gaps, and no variants."""

import sys

import pandas
from answering import answer
from retentioneering.eventstream.eventstream import Eventstream

ENDS = {"path_start", "path_end"}


def edges(stream):
    """{"a → b": times}; the two quantiles it knows are worked out as well."""
    counts = stream.transition_graph_data(edge_weight="count")
    for weight in ("time_median", "time_q95"):
        stream.transition_graph_data(edge_weight=weight)
    return {
        f"{one} → {other}": int(times)
        for one, row in counts.to_dict("index").items()
        for other, times in row.items()
        if times and not {one, other} & ENDS
    }


def main():
    log = pandas.read_parquet(sys.argv[1]).rename(
        columns={"case": "user_id", "activity": "event", "at": "timestamp"}
    )
    stream = Eventstream(log)
    gone = sorted(set(log["event"]) - set(sys.argv[2:]))
    answer(
        [
            ("edges", lambda: edges(stream), True),
            ("filtered", lambda: edges(stream.drop_events(gone)), True),
        ]
    )


if __name__ == "__main__":
    main()
