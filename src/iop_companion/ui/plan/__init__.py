"""My plan: the zones with their steps, people and dates."""
