"""Each rule of a cause, by what it has to find and what it may not."""
