"""Companion: a private diary for an Intensive Outpatient Program, and for the months after."""
