"""A template that somebody else made: what is in it, and how a brand stands on it."""
