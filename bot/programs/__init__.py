"""Programs written down: the shipped file, and how such a file is read."""
