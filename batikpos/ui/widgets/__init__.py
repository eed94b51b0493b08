"""Widgets of our own, drawn from the theme."""
