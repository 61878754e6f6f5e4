"""Scene + Brand -> Page: pure functions that choose every size and place."""
