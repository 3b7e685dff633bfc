"""The sleep diary: one night after the other, from what the clock said."""
