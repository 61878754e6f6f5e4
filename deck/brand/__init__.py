"""The look of a deck: from brand.yaml to a resolved Brand, and from that to a PowerPoint template."""
