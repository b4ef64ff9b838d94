"""Fact-checks of other publishers come into the register.

`reading.py` turns any file into records and refusals and touches nothing else; `run.py` writes them. In
between stand `claimreview.py`, `neutral.py` and `page.py` (one format each), `elements.py` (large JSON, piece
by piece) and `mending.py` (JSON as people really publish it).
"""
