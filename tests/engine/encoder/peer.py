"""The package's own C engine, compiled unchanged into a folder of the test: what the weights must mean."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.encoder.weights import packaged_file

OPENING = """
#include "{source}"
int pieces_of(e5_model *model, const char *text, int *ids, int most) {{
    return tok_content(&model->tok, text, ids, most);
}}
"""


def compiler() -> str | None:
    return shutil.which("gcc") or shutil.which("cc")


class Peer:
    def __init__(self, folder: Path) -> None:
        source, library = folder / "peer.c", folder / "peer.so"
        source.write_text(OPENING.format(source=packaged_file().with_name("e5.c")))
        include = f"-I{packaged_file().parent}"
        # Not -ffast-math, which would make the whole process treat the smallest numbers as zero once this is loaded.
        loose = [
            "-fno-math-errno",
            "-ffinite-math-only",
            "-fassociative-math",
            "-fno-signed-zeros",
            "-fno-trapping-math",
        ]
        command = [str(compiler()), "-O3", "-funroll-loops", *loose, "-march=native", "-fPIC", "-shared"]
        subprocess.run([*command, include, str(source), "-o", str(library), "-lm"], check=True, capture_output=True)
        self.code = ctypes.CDLL(str(library))
        self.code.e5_load.restype = ctypes.c_void_p
        self.model = ctypes.c_void_p(self.code.e5_load(str(packaged_file()).encode()))

    def pieces(self, text: str) -> list[int]:
        """The ids of ``text`` without its two ends."""
        ids = (ctypes.c_int * (4 * len(text) + 8))()
        count = self.code.pieces_of(self.model, text.encode(), ids, len(ids))
        return list(ids[:count])

    def query(self, text: str) -> NDArray[np.float32]:
        vector = np.empty(384, np.float32)
        self.code.e5_embed(self.model, text.encode(), 1, vector.ctypes.data_as(ctypes.POINTER(ctypes.c_float)))
        return vector
