"""Tests of the organizer's window."""
