"""The customer's page: who this is, what is open, and the whole path."""
