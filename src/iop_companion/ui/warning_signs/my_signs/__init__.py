"""My signs: the person's own early signs, written, changed, rested."""
