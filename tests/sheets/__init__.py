"""Tests of reading and writing sheets."""
