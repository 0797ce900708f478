"""A posting's text to its role, with evidence."""
