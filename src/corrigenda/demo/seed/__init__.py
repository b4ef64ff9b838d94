"""A synthetic desk of any size, the same for the same seed number: for looking, for practice, and for measuring."""

from corrigenda.demo.seed.plan import Size
from corrigenda.demo.seed.write import NotEmpty, Seeded, seed_desk

__all__ = ["NotEmpty", "Seeded", "Size", "seed_desk"]
