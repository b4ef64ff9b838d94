"""Trains what ranks and decides: look-ups over messages the encoder never saw, trees, calibration.

python -m benchmarks.train [--cache FOLDER] [--without SET] [--out FOLDER]
"""
