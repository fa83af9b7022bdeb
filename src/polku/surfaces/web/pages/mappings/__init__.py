"""Mappings: how each source's events are read; edited, tried, kept in versions."""
