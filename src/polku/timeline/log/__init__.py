"""The event log: append, read, and the one place that may erase."""
