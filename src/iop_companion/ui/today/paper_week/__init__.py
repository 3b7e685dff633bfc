"""A week typed back in from a paper card."""
