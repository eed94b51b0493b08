"""The fair on a page."""
