"""Companion: a private diary for people in an Intensive Outpatient Program, and for the months after."""
