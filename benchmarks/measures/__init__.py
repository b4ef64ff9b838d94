"""The benchmark: what is asked (``plan``, ``protocol``), who is asked (``bench``), what follows (``figures``).

One small file for each set; ``benchmarks/run.py`` runs them and writes what they give.
"""
