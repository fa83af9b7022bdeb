"""How Polku says things: moments, durations, money, kinds, waits, in the reader's language."""
