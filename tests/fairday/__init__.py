"""A whole fair day, as the command line plays it."""
