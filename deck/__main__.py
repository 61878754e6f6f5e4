"""`python -m deck`: the command line where there is no make."""

from deck.cli import entry

entry()
