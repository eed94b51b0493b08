"""Whole fairs by chance: what really happens in the booths, beside what is keyed there."""
