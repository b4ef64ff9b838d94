"""Texts become vectors: the encoder, its weights and where they come from.

``load_encoder`` turns the packaged 4-bit weights of multilingual-e5-small into an ONNX model once, keeps it in the
cache folder and opens it; or opens another model that a setting names. Nothing here touches the network unless a
hub name was asked for. Read on in ``session.py`` (what an encoder does) and ``cache.py`` (how it gets there).
"""

from corrigenda.engine.encoder.judge import Judge
from corrigenda.engine.encoder.load import load_encoder, load_judge
from corrigenda.engine.encoder.session import Encoder

__all__ = ["Encoder", "Judge", "load_encoder", "load_judge"]
