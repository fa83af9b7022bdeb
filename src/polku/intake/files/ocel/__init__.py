"""OCEL 2.0, the object-centric event log, in its three forms: JSON, XML and SQLite."""
