"""Glossaries of other languages, one a module: lines ``english = pattern, pattern``."""
