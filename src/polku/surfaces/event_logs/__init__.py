"""Walks as event logs that other tools read: XES, OCEL 2.0, and tables of case, activity and timestamp."""
