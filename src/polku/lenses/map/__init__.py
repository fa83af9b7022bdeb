"""The journey map's figures: what happens at each touchpoint, how it goes, and what is not measured there."""
