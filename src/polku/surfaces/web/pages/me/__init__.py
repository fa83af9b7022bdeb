"""One's own page: language and password."""
