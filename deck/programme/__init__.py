"""A whole programme: many talks in several languages, one brand, one command.

    programme.yaml ─▶ Programme ─plan─▶ steps, each with its reason ─run─▶ outcomes ─▶ folder, zips, board

A job is all that is made of one talk in one language: a function of what it reads, so that what was made of the same
is made once. It takes and gives small values, and runs wherever an executor lets it.
"""
