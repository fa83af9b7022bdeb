"""The door for files: CSV, JSON Lines, Parquet, XES and OCEL 2.0, each also gzipped, and folders of them."""
