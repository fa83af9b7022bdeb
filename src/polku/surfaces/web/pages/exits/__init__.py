"""Exits: where customers leave the path, what it costs, and what differs from those who went on."""
