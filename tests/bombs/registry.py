"""The files made to hurt, by name: what bombs.py writes."""

BOMBS = {}


def bomb(name):
    """Registers a function that writes one file, or directory, of that name."""
    def register(write):
        BOMBS[name] = write
        return write
    return register
