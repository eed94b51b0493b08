"""Faults done to a booth on purpose: the power cut after any write, the process killed at any moment."""
