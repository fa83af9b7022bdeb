"""What the rooms to the right of privacy hold about a customer: the log, the path, identity; and looks."""
