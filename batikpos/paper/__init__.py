"""What a paper says, whoever prints it: documents without widths, fonts or bytes."""
