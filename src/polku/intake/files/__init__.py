"""The door for files: CSV, JSON Lines, Parquet and XES, each also gzipped, and folders of them."""
