"""From a fact to paper."""
