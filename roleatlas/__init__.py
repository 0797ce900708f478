"""The front door: one command group that composes the rooms."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("roleatlas")
except PackageNotFoundError:  # a checkout that is not installed
    __version__ = "0"
