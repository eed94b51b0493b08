"""Tests of how a paper gets out of the printer."""
