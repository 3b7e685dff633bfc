"""Today: the check-in of one day."""
