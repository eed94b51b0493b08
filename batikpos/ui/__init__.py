"""What people touch: Qt, and only Qt, lives here."""
