"""What follows what. `wiring.py` is the only file that joins the steps."""
