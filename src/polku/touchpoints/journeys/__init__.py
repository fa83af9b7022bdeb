"""Journeys: the stages and touchpoints of a customer's path as declared here. Data, not code."""
