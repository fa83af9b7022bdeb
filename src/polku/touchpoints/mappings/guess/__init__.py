"""From a table's head and first rows to a mapping: what each column is, how sure that is, and why. Pure."""
