"""The commands: one file each, named as it is typed; a folder is a group of commands.

A file defines one click command; the first line of its docstring is what `deck --help` lists.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

_SENTENCE = 200
"""Characters: longer than any first sentence."""


class Folder(click.Group):
    """The commands of a folder, each loaded when it is called."""

    def __init__(self, package: str, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.package = package

    def list_commands(self, context: click.Context) -> list[str]:
        found = iter_modules(import_module(self.package).__path__)
        return sorted(module.name.rstrip("_").replace("_", "-") for module in found if module.name[0] != "_")

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the whole of its first sentence: cut off behind some words it says nothing."""
        found = ((name, self.get_command(context, name)) for name in self.list_commands(context))
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=_SENTENCE)) for name, one in found if one])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        stem = name.replace("-", "_")
        # A trailing underscore keeps a command apart from a word of Python, as in `import_`.
        known = {module.name: module.ispkg for module in iter_modules(import_module(self.package).__path__)}
        module = import_module(f"{self.package}.{stem if stem in known else f'{stem}_'}")
        if known.get(stem):
            return Folder(module.__name__, name=name, help=module.__doc__)
        return next(
            value
            for value in vars(module).values()
            if isinstance(value, click.Command) and value.callback and value.callback.__module__ == module.__name__
        )

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(context, args[0]) is None:
            from deck.diagnostics import close_matches

            known = self.list_commands(context)
            raise click.UsageError(
                f"there is no command `{args[0]}`; {close_matches(args[0], known) or ', '.join(known)}"
            )
        return super().resolve_command(context, args)
