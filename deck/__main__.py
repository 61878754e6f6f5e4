"""`python -m deck`."""

try:
    from deck.cli import entry
except KeyboardInterrupt:  # before there was anything that could say it in words
    raise SystemExit(130) from None

if __name__ == "__main__":
    entry()
