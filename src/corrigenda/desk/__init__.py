"""Step 3 of 6. People verify; a second person signs off. The database refuses anything else."""
