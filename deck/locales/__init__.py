"""Exchange with translators: the files that their programs read and write. One format a file, all of the same units."""
