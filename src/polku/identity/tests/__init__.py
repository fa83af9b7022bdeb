"""What identity promises."""
