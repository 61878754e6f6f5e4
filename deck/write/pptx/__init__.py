"""A deck as a native, editable PowerPoint file."""
