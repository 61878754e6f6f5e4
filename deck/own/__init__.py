"""The code that a talk brings along: which files, run under limits, and where it failed."""
