"""Disk images, whose files and directories are chains of clusters."""

import struct
from pathlib import Path

from registry import bomb

SECTOR, CLUSTERS, DATA = 512, 2847, 31


def entry(name: bytes, attributes: int, first: int, size: int = 0) -> bytes:
    return struct.pack("<8s3sB10sHHHI", name[:8].ljust(8), name[8:].ljust(3), attributes, bytes(10), 0, 0, first, size)


def floppy(successor, root: bytes, content) -> bytes:
    """1.44 MB. `successor` of a cluster, 0xFFF: none; `content` of a cluster."""
    image = bytearray(1_474_560)
    image[:62] = b"\xEB\x3C\x90MSDOS5.0" + struct.pack("<HBHBHHBHHHII", SECTOR, 1, 1, 2, 224, 2880, 0xF0, 9, 18, 2, 0, 0) + \
        struct.pack("<BBBI11s8s", 0, 0, 0x29, 1, b"NO NAME    ", b"FAT12   ")
    image[510:512] = b"\x55\xAA"
    for table in (SECTOR, 10 * SECTOR):
        image[table:table + 3] = b"\xF0\xFF\xFF"
        for cluster in range(2, CLUSTERS + 2):
            at = table + cluster * 3 // 2
            old, value = image[at] | image[at + 1] << 8, successor(cluster)
            image[at:at + 2] = struct.pack("<H", old & 0x000F | value << 4 if cluster % 2 else old & 0xF000 | value)
    image[19 * SECTOR:19 * SECTOR + len(root)] = root
    for cluster in range(2, CLUSTERS + 2):
        at = (DATA + cluster) * SECTOR
        image[at:at + SECTOR] = content(cluster)
    return bytes(image)


def following(cluster: int) -> int:
    return cluster + 1 if cluster < CLUSTERS + 1 else 0xFFF


@bomb("circles.img")
def circles(path: Path) -> None:
    """A floppy whose chains of clusters run in circles, and whose directories hold themselves."""
    both = entry(b"LOOP", 0x10, 2) + entry(b"MSMAIL  MMF", 0x20, 2, 0x7FFFFFFF)
    path.write_bytes(floppy(lambda cluster: 2 + (cluster - 1) % (CLUSTERS - 2), both * 112, lambda _: both * 8))


@bomb("crossed-files.img")
def crossed_files(path: Path) -> None:
    """A directory that begins at each cluster of one long chain: all they hold together are thirty million files."""
    path.write_bytes(floppy(following, b"".join(entry(b"D%d" % n, 0x10, 2 + n) for n in range(224)), lambda cluster: b"".join(
        entry(b"D%d" % n if n == 0 else b"F%d" % n, 0x10 if n == 0 else 0x20, cluster + 1 if n == 0 else 0) for n in range(16))))


@bomb("crossed-directories.img")
def crossed_directories(path: Path) -> None:
    """The same with nothing but directories."""
    path.write_bytes(floppy(following, entry(b"D", 0x10, 2), lambda cluster: b"".join(
        entry(b"D%d" % n, 0x10, 2 + (cluster * 16 + n) % CLUSTERS) for n in range(16))))


def long_name(letter: str, first: int, attributes: int, number: int) -> bytes:
    """An entry with a name of 255 letters."""
    short = b"N%-7X   " % number
    sum_of_short = 0
    for byte in short:
        sum_of_short = ((sum_of_short & 1) << 7) + (sum_of_short >> 1) + byte & 0xFF
    parts = b""
    for part in range(20, 0, -1):
        units = letter.encode("utf-16-le") * 13
        parts += struct.pack("<B10sBBB12sH4s", part | (0x40 if part == 20 else 0), units[:10], 0x0F, 0, sum_of_short, units[10:22], 0,
                             units[22:])
    return parts + entry(short, attributes, first)


@bomb("long-paths.img")
def long_paths(path: Path) -> None:
    """Sixty-three directories in one another, with names of 780 bytes, and forty thousand files in the last: 2 GB of paths."""
    deep = [long_name("\u2603", 2 + 2 * (n + 1), 0x10, n) for n in range(62)]
    content = {}
    for n, one in enumerate(deep):
        for half in range(2):
            content[2 + 2 * n + half] = one[half * SECTOR:(half + 1) * SECTOR].ljust(SECTOR, b"\0")
    files = entry(b"F", 0x20, 0) * 16
    last = 2 + 2 * 62
    path.write_bytes(floppy(lambda cluster: following(cluster) if cluster >= last or cluster % 2 == 0 else 0xFFF,
                            entry(b"TOP", 0x10, 2), lambda cluster: content.get(cluster, files)))


@bomb("one-chain-for-all.img")
def one_chain_for_all(path: Path) -> None:
    """Thousands of message files of a megabyte that are the same clusters."""
    store = (Path(__file__).resolve().parent.parent / "samples" / "mmf" / "basic.mmf").read_bytes()
    listing = 1000
    size = (CLUSTERS - listing) * SECTOR
    files = b"".join(entry(b"M%-7XMMF" % n, 0x20, 2 + listing, size) for n in range(listing * 16))
    content = files + store.ljust(size, b"\0")
    path.write_bytes(floppy(lambda cluster: 0xFFF if cluster == listing + 1 else following(cluster), entry(b"ALL", 0x10, 2),
                            lambda cluster: content[(cluster - 2) * SECTOR:(cluster - 1) * SECTOR].ljust(SECTOR, b"\0")))


def broken_file(path: Path) -> None:
    """Two message files, the clusters of one of which end too early."""
    store = (Path(__file__).resolve().parent.parent / "samples" / "mmf" / "basic.mmf").read_bytes()
    count = -(-len(store) // SECTOR)
    content = store.ljust(count * SECTOR, b"\0") * 2
    path.write_bytes(floppy(lambda cluster: 0xFFF if cluster in (1 + count, 2 * count - 2) else following(cluster),
                            entry(b"GOOD    MMF", 0x20, 2, len(store)) + entry(b"BAD     MMF", 0x20, 2 + count, len(store)),
                            lambda cluster: content[(cluster - 2) * SECTOR:(cluster - 1) * SECTOR].ljust(SECTOR, b"\0")))
