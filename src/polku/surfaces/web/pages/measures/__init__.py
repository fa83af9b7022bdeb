"""Measures: the catalogue, and each measure's answer as a table with what a reader must know of it."""
