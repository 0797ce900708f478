"""Published figures, shipped as data with source and confidence."""
