"""Template filters of the screens."""
