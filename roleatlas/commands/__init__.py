"""One file per command; each composes rooms and holds no logic of its own."""
