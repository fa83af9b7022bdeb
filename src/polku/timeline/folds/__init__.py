"""Pure functions from a customer's interactions to encounters and promises."""
