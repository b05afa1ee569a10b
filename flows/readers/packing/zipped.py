"""What zip archives and Office packages share: the ways of packing that are taken, and how broken bytes show."""

import struct
import zipfile
import zlib

# Others inflate without a bound, and no office program uses them.
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

# All that zipfile raises on broken bytes, which it does not check before it uses them; NotImplementedError is its
# word for a version or a way of packing that no program of ours writes.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
