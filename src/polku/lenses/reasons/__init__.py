"""What differs between those who left at a touchpoint and those who went on from it."""
