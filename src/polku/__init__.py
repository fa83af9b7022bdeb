"""Polku follows every customer along one path through every touchpoint."""

__version__ = "0.1.0"
