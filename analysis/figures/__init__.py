"""Figures of the report: each takes data and returns a drawn chart with its rows."""
