"""Search known claims: plain Python, no database, no network. Start with types.py, then search.py."""
