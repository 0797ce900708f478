"""A location string to metros and remote scope: pure and offline."""
