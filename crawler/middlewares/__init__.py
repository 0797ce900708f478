"""Behaviour that every request of every source shares."""
