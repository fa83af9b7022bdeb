"""Coming in and going out, and what an outsider may choose: colours and language."""
