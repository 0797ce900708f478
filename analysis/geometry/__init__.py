"""Shipped outlines and the projections that draw them."""
