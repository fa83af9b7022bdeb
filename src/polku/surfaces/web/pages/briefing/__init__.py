"""The briefing on a customer's page, and what stands behind each of its sentences."""
