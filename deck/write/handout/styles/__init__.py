"""OPEN SET: one style per file; its docstring is what `deck handout` says of it, its template lies beside it."""
