"""The store: the canonical record, its schema, every write and every named read."""
