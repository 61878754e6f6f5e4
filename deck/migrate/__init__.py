"""Old talks go on: what was written by older rules, so that it says the same by those of today."""
