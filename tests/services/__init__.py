"""Tests of what a person can do."""
