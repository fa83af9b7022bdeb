"""Read-only questions asked of the timeline."""
