"""Questionnaires: asked, answered, and what the answers add up to."""
