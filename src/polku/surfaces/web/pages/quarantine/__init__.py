"""What could not be read: looked at, mended, replayed or dismissed."""
