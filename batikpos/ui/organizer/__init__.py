"""The organizer's window."""
