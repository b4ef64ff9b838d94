"""Small programs of the project itself."""
