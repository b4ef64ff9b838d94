"""Step 2 of 6. Which known claim does a message carry? The engine's store in PostgreSQL."""
