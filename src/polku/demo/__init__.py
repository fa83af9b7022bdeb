"""Tuulahdus, an invented Finnish heat-pump company: its customers' lives, and how its sources tell of them.

The lives know no Django and no table; what they tell enters Polku through intake, as anybody's events do.
"""
