"""Names become things: computed values, citations, figures."""
