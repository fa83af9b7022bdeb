"""Mappings: how a source's events become references, traits and interactions. Data, not code."""
