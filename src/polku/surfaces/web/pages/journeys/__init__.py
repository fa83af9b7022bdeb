"""Journeys: stages, touchpoints and owners as declared; edited, checked, kept in versions."""
