"""The first steps: name the company, connect a source, see the first customer."""
