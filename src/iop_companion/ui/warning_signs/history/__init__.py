"""History: every warning as it was shown, and what came of it."""
