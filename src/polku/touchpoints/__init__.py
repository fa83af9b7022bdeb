"""What we declared: sources' mappings, touchpoints, journeys."""
