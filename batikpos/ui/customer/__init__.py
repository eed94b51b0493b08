"""What the buyer sees on a second monitor."""
