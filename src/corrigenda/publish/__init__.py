"""Step 4 of 6. A fact-check becomes public under the desk's own name."""
