"""Your organisation's own template: adopt it, see what is on it, find what is wrong with it."""
