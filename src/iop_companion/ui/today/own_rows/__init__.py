"""Rows of the person's own: measures, urges, what they use; and names for the other rows."""
