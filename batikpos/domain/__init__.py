"""Values and arithmetic of the trade: no input or output, no clock, no randomness."""
