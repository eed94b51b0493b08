"""The first run: a home is made in a few short steps."""
