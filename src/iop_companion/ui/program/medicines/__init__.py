"""Medicines: doses of a day, as needed, side effects, the list."""
