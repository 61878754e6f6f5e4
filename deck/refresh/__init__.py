"""Fresh evidence, on demand: what registries and publishers say now, beside what the talk says."""
