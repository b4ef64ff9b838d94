"""Step 1 of 6. Messages and requests come in. Messages are kept, askers are not."""
