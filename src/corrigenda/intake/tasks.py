"""Work of intake that waits for a worker: none yet. What follows a message is in `flow/wiring.py`."""
