"""Live updates: an open page hears within a second that its customer changed (server-sent events)."""
