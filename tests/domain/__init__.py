"""Tests of the trade's values and arithmetic."""
