"""Tests of what a paper says."""
