"""Exits over everything that is known of leaving: the demo company, real logs."""
