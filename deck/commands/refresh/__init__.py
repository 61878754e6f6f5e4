"""Look what registries and publishers say now."""
