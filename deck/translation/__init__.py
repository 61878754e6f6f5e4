"""What of a talk is translated, what an overlay says of it, and which belongs to which."""
