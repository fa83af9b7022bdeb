"""Polku beside PM4Py and retentioneering, on the same log, in one run. They are never a dependency of Polku."""
