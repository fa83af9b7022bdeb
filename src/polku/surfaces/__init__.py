"""What people and programs open: web, API, CLI."""
