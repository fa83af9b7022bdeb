"""Clients nobody here wrote, driven against a running server."""
