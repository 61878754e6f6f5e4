"""What a talk becomes: one output per file or folder."""
