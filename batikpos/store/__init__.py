"""Where facts are kept: one schema, a local SQLite file or a central SQLite or PostgreSQL."""
