"""Pure readers of the values that sources state; what cannot be read is None, never a guess."""
