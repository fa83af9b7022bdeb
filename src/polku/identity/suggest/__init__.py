"""Suggest duplicates in batch: facts → comparable fields → Splink → questions for a person. Joins nothing by itself."""
