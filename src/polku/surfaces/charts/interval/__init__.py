"""An estimate with its interval on a line of its own, and what it is compared with."""
