"""Teaches the encoder and the judge: which pairs, in what network. What it makes ships, it does not."""
