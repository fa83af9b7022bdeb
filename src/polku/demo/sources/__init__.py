"""The demo company's systems: each tells what happened in its own words and shape, and knows no other."""
