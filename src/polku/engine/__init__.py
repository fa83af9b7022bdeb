"""The engine: a columnar copy of what the fold made, for questions about many customers.

A projection: deleting it loses nothing. Moments and durations are microseconds; names are integers.
"""
