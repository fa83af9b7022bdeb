"""What to know of a customer before the next encounter: at most seven points, chosen by rules one can read."""
