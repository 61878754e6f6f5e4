"""A formula in TeX's notation: read once, then set, written for PowerPoint, said in words, and put on one line."""
