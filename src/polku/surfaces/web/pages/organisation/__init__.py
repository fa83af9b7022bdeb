"""The organisation's page: its people, and their path together with its own."""
