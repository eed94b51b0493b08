"""Where facts are kept: one schema, a local SQLite file or a central SQLite or PostgreSQL."""

from batikpos.store.lean import load_sqlalchemy

load_sqlalchemy()
