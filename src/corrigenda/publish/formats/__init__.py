"""Exchange formats: one pure function a file."""
