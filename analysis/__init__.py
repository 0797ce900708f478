"""Rows to estimates, tables, figures and the report."""
