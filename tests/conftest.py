"""What tests of several folders share."""

from tests.spark.cluster import cluster, on_spark

# Here, and not in each module: so all of Spark's tests have one cluster.
__all__ = ["cluster", "on_spark"]
