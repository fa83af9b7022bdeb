"""An event's way from the log to the derived tables."""
