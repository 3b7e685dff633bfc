"""Movement in bouts: several a day, each with its kind, minutes and effort."""
