"""Apache Spark, where it was chosen: one session of this process on a cluster that is not ours."""
