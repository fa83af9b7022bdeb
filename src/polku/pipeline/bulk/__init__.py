"""Folding everybody at once, at the end of a rebuild: on a Spark cluster where one was chosen (decision 0021)."""
