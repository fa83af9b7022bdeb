"""Figures of money that people here declare: margin, cost of a new customer, horizon, discount."""
