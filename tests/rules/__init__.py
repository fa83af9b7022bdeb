"""The house's rules, each a test; an exception is named with its reason, and the lists may only shrink."""
