"""Reads PNG files by their specification: every chunk's checksum, the compressed rows, all filters."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    assert png.startswith(SIGNATURE)
    found, position = [], len(SIGNATURE)
    while position < len(png):
        (size,) = struct.unpack_from(">I", png, position)
        kind, data = png[position + 4:position + 8], png[position + 8:position + 8 + size]
        (checksum,) = struct.unpack_from(">I", png, position + 8 + size)
        assert checksum == zlib.crc32(kind + data), kind
        found.append((kind, data))
        position += 12 + size
    assert found[-1] == (b"IEND", b"")
    return found


def paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]


def rows(png: bytes) -> list[list[tuple[int, ...]]]:
    """Pixels of an 8-bit picture, top row first."""
    found = chunks(png)
    width, height, depth, color, compression, filtering, interlace = struct.unpack(">IIBBBBB", found[0][1])
    assert (depth, compression, filtering, interlace) == (8, 0, 0, 0)
    size = {2: 3, 6: 4}[color]
    raw = zlib.decompress(b"".join(data for kind, data in found if kind == b"IDAT"))
    assert len(raw) == height * (1 + width * size)
    previous, result = bytes(width * size), []
    for y in range(height):
        line = raw[y * (1 + width * size):(y + 1) * (1 + width * size)]
        current = bytearray()
        for i, byte in enumerate(line[1:]):
            left = current[i - size] if i >= size else 0
            corner = previous[i - size] if i >= size else 0
            guess = (0, left, previous[i], (left + previous[i]) // 2, paeth(left, previous[i], corner))[line[0]]
            current.append((byte + guess) & 0xFF)
        previous = bytes(current)
        result.append([tuple(current[x * size:(x + 1) * size]) for x in range(width)])
    return result
