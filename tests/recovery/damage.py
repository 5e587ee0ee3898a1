"""Damage as rotten disks do it, made from a seed, with the ranges of the file that it touched."""

import random

SECTOR = 512
HEADER = 512


class Damaged:
    """The bytes after the damage, and which of the original ones are not there any more as they were."""

    def __init__(self, original):
        self.bytes = bytearray(original)
        self.touched = []  # [start, end) in the original

    def touch(self, start, end):
        self.touched.append((start, end))

    def is_whole(self, start, end):
        return all(end <= first or start >= last for first, last in self.touched)


def overwrite(damaged, dice, amount):
    """Runs of random bytes at random places."""
    while amount > 0:
        length = min(amount, dice.randint(16, 2048), len(damaged.bytes))
        start = dice.randrange(len(damaged.bytes) - length + 1)
        damaged.bytes[start:start + length] = dice.randbytes(length)
        damaged.touch(start, start + length)
        amount -= length


def zero_sectors(damaged, dice, amount):
    count = max(1, amount // SECTOR)
    for sector in dice.sample(range(len(damaged.bytes) // SECTOR), min(count, len(damaged.bytes) // SECTOR)):
        damaged.bytes[sector * SECTOR:(sector + 1) * SECTOR] = bytes(SECTOR)
        damaged.touch(sector * SECTOR, (sector + 1) * SECTOR)


def cut_tail(damaged, dice, amount):
    del dice
    start = len(damaged.bytes) - amount
    damaged.touch(start, len(damaged.bytes))
    del damaged.bytes[start:]


def swap_sectors(damaged, dice, amount):
    """Sectors that changed places: each is foreign where it is now."""
    sectors = list(range(len(damaged.bytes) // SECTOR))
    chosen = dice.sample(sectors, min(len(sectors) // 2 * 2, max(2, amount // SECTOR // 2 * 2)))
    for one, other in zip(chosen[::2], chosen[1::2]):
        first, second = slice(one * SECTOR, (one + 1) * SECTOR), slice(other * SECTOR, (other + 1) * SECTOR)
        damaged.bytes[first], damaged.bytes[second] = damaged.bytes[second], damaged.bytes[first]
        for sector in (one, other):
            damaged.touch(sector * SECTOR, (sector + 1) * SECTOR)


def destroy_header(damaged, dice, amount):
    """The header, and runs elsewhere."""
    damaged.bytes[:HEADER] = dice.randbytes(HEADER) if dice.random() < 0.5 else bytes(HEADER)
    damaged.touch(0, HEADER)
    overwrite(damaged, dice, amount)


def destroy_maps(damaged, dice, amount):
    """Both copies of the map, and runs elsewhere; with luck the header, too."""
    first, last = damaged.map_block
    damaged.bytes[first:last] = dice.randbytes(last - first)
    damaged.touch(first, last)
    if dice.random() < 0.5:
        destroy_header(damaged, dice, amount)
    else:
        overwrite(damaged, dice, amount)


def lose_middle(damaged, dice, amount):
    """What follows has moved: it is whole, but elsewhere."""
    length = max(SECTOR, amount // SECTOR * SECTOR)
    start = dice.randrange(1, (len(damaged.bytes) - length) // SECTOR) * SECTOR
    damaged.touch(start, start + length)
    del damaged.bytes[start:start + length]


def add_foreign_data(damaged, dice, amount):
    """A slice of a disk image: the file lies somewhere inside, at a sector."""
    overwrite(damaged, dice, amount)
    before = dice.randint(1, 64) * SECTOR
    damaged.bytes[:0] = dice.randbytes(before)
    damaged.bytes += dice.randbytes(dice.randint(0, 64) * SECTOR)


KINDS = [overwrite, zero_sectors, cut_tail, swap_sectors, destroy_header, destroy_maps, lose_middle, add_foreign_data]
SHARES = [0.01, 0.05, 0.20]


def damage(original, map_block, seed):
    """(kind, share of the file, Damaged): the same seed does the same."""
    dice = random.Random(seed)
    kind, share = KINDS[seed % len(KINDS)], SHARES[seed // len(KINDS) % len(SHARES)]
    damaged = Damaged(original)
    damaged.map_block = map_block
    kind(damaged, dice, max(SECTOR, int(len(original) * share)))
    return kind.__name__, share, damaged
