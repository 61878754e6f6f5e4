"""The commands: one file each, named as it is typed; a folder is a group of commands.

A file defines one click command; the first line of its docstring is what `deck --help` lists.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

_SENTENCE = 200
"""Characters: longer than any first sentence."""
_EVERYWHERE = {"-q": "quiet", "--quiet": "quiet", "-v": "verbose", "--verbose": "verbose"}
HEARD = "deck.heard"
"""What a command's context knows of options that stand behind the command and not before it, by their names."""


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
        name, command, rest = super().resolve_command(context, args)
        return name, command, _as_elsewhere(context, command, rest) if command else rest


def _as_elsewhere(context: click.Context, command: click.Command, args: list[str]) -> list[str]:
    """The arguments of a command, less what stands where another command has it: -q, -v and --talk are heard here too.

    Nobody should have to know which command has its talk as an argument and which as an option.
    """
    if isinstance(command, click.Group):
        return args
    known = {name for one in command.params for name in one.opts}
    has_talk = any(isinstance(one, click.Argument) and one.name == "talk" for one in command.params)
    rest: list[str] = []
    talk: list[str] = []
    waiting = iter(args)
    for word in waiting:
        if word == "--":
            return [*rest, *talk, word, *waiting]
        name, equals, value = word.partition("=")
        if word in _EVERYWHERE and word not in known:
            context.meta.setdefault(HEARD, set()).add(_EVERYWHERE[word])
            if isinstance(context.obj, dict):  # of a group in a group, which is loaded later
                context.obj[_EVERYWHERE[word]] = True
        elif name == "--talk" and has_talk and "--talk" not in known:
            talk = [value if equals else next(waiting, "slides.yaml")]
        else:
            rest.append(word)
    return [*rest, *talk]
