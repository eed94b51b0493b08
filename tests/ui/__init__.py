"""Tests of the booth window's parts, in one process and without a screen."""
