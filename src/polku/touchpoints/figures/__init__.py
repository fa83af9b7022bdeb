"""Figures of money that only people here know: margin, what a new customer costs, horizon, discount."""
