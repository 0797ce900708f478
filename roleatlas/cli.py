"""The command group; commands are imported only when they are called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from roleatlas import __version__

COMMANDS = {
    "demo": "roleatlas.commands.demo",
    "crawl": "roleatlas.commands.crawl",
    "locate": "roleatlas.commands.locate",
    "classify": "roleatlas.commands.classify",
    "update": "roleatlas.commands.update",
    "report": "roleatlas.commands.report",
    "test": "roleatlas.commands.test",
    "metro": "roleatlas.commands.metro",
    "compare": "roleatlas.commands.metro",
    "explain": "roleatlas.commands.explain",
    "label": "roleatlas.commands.label",
    "train": "roleatlas.commands.train",
    "evaluate": "roleatlas.commands.train",
    "models": "roleatlas.commands.models",
    "export": "roleatlas.commands.export",
    "serve": "roleatlas.commands.serve",
    "doctor": "roleatlas.commands.doctor",
    "migrate": "roleatlas.commands.doctor",
    "backup": "roleatlas.commands.doctor",
    "forget": "roleatlas.commands.doctor",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command object, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what even its output meets (a full disk, a locale) is a sentence."""
        from roleatlas import front

        front.show_everything()
        with front.sentences():
            return super().invoke(ctx)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roleatlas")
def main() -> None:
    """Crawl job boards, tell specialist from integrator AI roles, test where each kind is.

    DATABASE is one SQLite file, which `crawl` or `update` makes. Try `roleatlas demo` first.
    """
