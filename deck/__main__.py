"""`python -m deck`: the command line without make."""

from deck.cli import main

raise SystemExit(main())
