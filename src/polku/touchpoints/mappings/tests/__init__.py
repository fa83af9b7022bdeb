"""Tests of the mapping language and of each shipped mapping."""
