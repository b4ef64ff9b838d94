"""Step 6 of 6. Counts; reads only."""
