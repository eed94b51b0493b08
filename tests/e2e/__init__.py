"""Tests of the real program from the outside: its windows, its store, its paper."""
