"""Who left the path, how and where."""
