"""A path as a timeline: lanes by channel, waits, promises, ratings, handovers, silence, and today."""
