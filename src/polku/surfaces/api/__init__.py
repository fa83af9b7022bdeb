"""The HTTP API at /api/: read one customer's path, look after sources and quarantine."""
