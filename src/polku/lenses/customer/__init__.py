"""What there is to know of one customer, from the operational store."""
