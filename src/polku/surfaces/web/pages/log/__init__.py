"""A single event of the log, as it was told."""
