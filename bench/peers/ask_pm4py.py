"""PM4Py's answers. Run by the peers' own Python: a Parquet file, and the activities of the filtered log."""

import sys

import numpy
import pandas
import pm4py
from answering import answer
from pm4py.algo.discovery.dfg.adapters.pandas.df_statistics import get_dfg_graph


def edges(log):
    """{"a → b": [times, median, p90]}: PM4Py's own graph with every gap, and their quantiles."""
    gaps = get_dfg_graph(log, measure="performance", perf_aggregation_key="raw_values")
    times = pm4py.discover_dfg(log)[0]
    return {
        f"{one} → {other}": [int(times[one, other]), *numpy.quantile(told, [0.5, 0.9]).tolist()]
        for (one, other), told in gaps.items()
    }


def main():
    log = pandas.read_parquet(sys.argv[1])
    log = log.rename(
        columns={"case": "case:concept:name", "activity": "concept:name", "at": "time:timestamp"}
    )
    log = pm4py.format_dataframe(log)
    kept = sys.argv[2:]
    answer(
        [
            ("edges", lambda: edges(log), True),
            ("variants", lambda: sorted(map(int, pm4py.get_variants(log).values()), reverse=True), True),
            ("activities", lambda: sorted(log["concept:name"].unique()), False),
            (
                "filtered",
                lambda: edges(pm4py.filter_event_attribute_values(log, "concept:name", kept, level="event")),
                True,
            ),
        ]
    )


if __name__ == "__main__":
    main()
