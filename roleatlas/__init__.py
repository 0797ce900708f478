"""The front door: one command group that composes the rooms."""
