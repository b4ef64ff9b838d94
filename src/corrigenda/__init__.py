"""corrigenda, an open answer desk.

The way of a message, and the folders it goes through:

    intake    a message and somebody's request come in          (messages are kept, askers are not)
    matching  does it carry a known claim?                       answer, suggest or none
    desk      if not answered: people verify, a second one signs (the database insists)
    publish   the fact-check becomes public
    reply     everyone who asked gets the answer
    stats     counts, and only counts

`claims` is the register of fact-checks, ours and imported; `engine` is plain Python that searches
known claims; `flow/wiring.py` alone joins the steps; `web`, `cli` and `channels` are the edges.
"""

__version__ = "0.1.0"
