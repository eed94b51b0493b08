"""Tests of the reports: what an organizer reads."""
