"""Measurements of the booth against a floor, run by hand: `python -m tests.bench`."""
