"""Triggers met, what came of them, and the if-then plans for them."""
