"""Measurements: what the engine reaches, beside what others reach in the same run."""
