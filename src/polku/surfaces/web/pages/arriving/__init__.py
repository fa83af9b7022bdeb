"""What is arriving now: each source's pace, the newest arrivals, how far behind the pages are."""
