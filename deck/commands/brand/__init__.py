"""Work with the brand in assets/brand."""
