"""The doors in, and quarantine for what they could not read."""
