"""Trends: charts that draw gaps as gaps, and the same in words."""
