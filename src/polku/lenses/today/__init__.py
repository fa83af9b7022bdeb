"""What waits for us now, over all customers: the longest waits, and promises due or overdue."""
