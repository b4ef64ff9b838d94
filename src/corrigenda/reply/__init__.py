"""Step 5 of 6. Those who asked get an answer."""
