"""Paths: who goes where, drawn with those who leave; the ways that are walked; and the customers behind each."""
