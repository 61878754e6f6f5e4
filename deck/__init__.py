"""A talk in YAML becomes a branded PowerPoint deck."""
