"""Work of publishing that waits for a worker: none yet. What follows a publication is in `flow/wiring.py`."""
