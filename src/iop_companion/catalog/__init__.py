"""Reads measures, skills, triggers, support lines and colours from resources/ into values."""
