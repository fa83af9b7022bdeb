"""What we may keep and see: access log, export, erasure."""
