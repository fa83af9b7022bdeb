"""The first page: search by any name or identifier, the latest customers, or how to begin."""
