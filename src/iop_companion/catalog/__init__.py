"""Reads the measures, skills, triggers, support lines and colour tokens from resources/ into domain values."""
