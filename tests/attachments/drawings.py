"""Metafiles with drawing records, built from [MS-WMF] independently of the program."""

import struct

RED, GREEN, BLUE, BLACK, WHITE, GREY = 0x0000FF, 0x00FF00, 0xFF0000, 0x000000, 0xFFFFFF, 0xC0C0C0


class Drawing:
    """Records one after another; coordinates are signed words, the later one first as the format has it."""

    def __init__(self, width: int, height: int, left: int = 0, top: int = 0) -> None:
        self.records: list[bytes] = []
        self.objects = 0
        self.words(0x0103, 8)
        self.words(0x020B, top, left)
        self.words(0x020C, height, width)

    def record(self, function: int, parameters: bytes = b"") -> None:
        parameters += b"\0" * (len(parameters) % 2)
        self.records.append(struct.pack("<IH", 3 + len(parameters) // 2, function) + parameters)

    def words(self, function: int, *values: int) -> None:
        self.record(function, struct.pack(f"<{len(values)}h", *values))

    def select(self) -> int:
        """The object made last, into force; its number."""
        self.words(0x012D, self.objects)
        self.objects += 1
        return self.objects - 1

    def pen(self, color: int, width: int = 0, style: int = 0) -> int:
        self.record(0x02FA, struct.pack("<HhhI", style, width, 0, color))
        return self.select()

    def brush(self, color: int, style: int = 0, hatch: int = 0) -> int:
        self.record(0x02FC, struct.pack("<HIH", style, color, hatch))
        return self.select()

    def font(self, height: int, weight: int = 400, turned: int = 0, italic: bool = False, charset: int = 0) -> int:
        self.record(0x02FB, struct.pack("<hhhhhBBBBBBBB", height, 0, turned, turned, weight, italic, 0, 0, charset, 0, 0,
                                        0, 0) + b"Arial\0")
        return self.select()

    def points(self, function: int, points: list[tuple[int, int]]) -> None:
        self.record(function, struct.pack("<h", len(points)) + b"".join(struct.pack("<hh", x, y) for x, y in points))

    def polygon(self, *points: tuple[int, int]) -> None:
        self.points(0x0324, list(points))

    def polyline(self, *points: tuple[int, int]) -> None:
        self.points(0x0325, list(points))

    def polypolygon(self, *polygons: list[tuple[int, int]]) -> None:
        self.record(0x0538, struct.pack(f"<H{len(polygons)}H", len(polygons), *map(len, polygons)) +
                    b"".join(struct.pack("<hh", x, y) for polygon in polygons for x, y in polygon))

    def box(self, function: int, left: int, top: int, right: int, bottom: int, *before: int) -> None:
        """Rectangle 041B, ellipse 0418, rounded rectangle 061C, arc 0817, pie 081A, chord 0830, clipping 0416, 0415."""
        self.words(function, *before, bottom, right, top, left)

    def line(self, from_x: int, from_y: int, to_x: int, to_y: int) -> None:
        self.words(0x0214, from_y, from_x)
        self.words(0x0213, to_y, to_x)

    def text(self, x: int, y: int, text: bytes) -> None:
        self.record(0x0A32, struct.pack("<hhHH", y, x, len(text), 0) + text)

    def bytes(self, placeable: bool = False) -> bytes:
        body = b"".join(self.records) + struct.pack("<IH", 3, 0)
        longest = max(map(len, self.records)) // 2
        metafile = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, self.objects, longest, 0) + body
        if not placeable:
            return metafile
        top, left = struct.unpack_from("<hh", self.records[1], 6)
        height, width = struct.unpack_from("<hh", self.records[2], 6)
        head = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, left, top, left + width, top + height, 1440, 0)
        checksum = 0
        for (word,) in struct.iter_unpack("<H", head):
            checksum ^= word
        return head + struct.pack("<H", checksum) + metafile


def chart() -> Drawing:
    """A bar chart with a pie beside it, as spreadsheets of the time drew them."""
    drawing = Drawing(8000, 5000)
    drawing.words(0x0102, 1)
    drawing.pen(BLACK)
    drawing.brush(WHITE)
    drawing.box(0x041B, 0, 0, 8000, 5000)
    drawing.brush(GREY)
    drawing.box(0x041B, 600, 600, 5000, 4400)
    drawing.pen(BLACK, 0, 2)
    for step in range(1, 5):
        drawing.line(600, 600 + step * 760, 5000, 600 + step * 760)
    drawing.pen(BLACK, 30)
    for number, (color, height) in enumerate(((RED, 1500), (GREEN, 2600), (BLUE, 3500))):
        drawing.brush(color)
        drawing.box(0x041B, 900 + number * 1400, 4400 - height, 1800 + number * 1400, 4400)
    drawing.brush(RED, 2, 3)
    drawing.box(0x081A, 5400, 1200, 7800, 3600, 2400, 5400, 2400, 7800)
    drawing.brush(GREEN, 2, 4)
    drawing.box(0x081A, 5400, 1200, 7800, 3600, 2400, 7800, 2400, 5400)
    drawing.font(-360, 700)
    drawing.words(0x012E, 6 | 24)
    drawing.text(2800, 420, b"Umsatz je Gesch\xe4ftsjahr")
    drawing.font(-240)
    for number, year in enumerate((b"1993", b"1994", b"1995")):
        drawing.text(1350 + number * 1400, 4720, year)
    drawing.words(0x012E, 2 | 24)
    for step in range(5):
        drawing.text(540, 4480 - step * 760, str(step * 25).encode())
    drawing.font(-240, 400, 900)
    drawing.words(0x012E, 6 | 24)
    drawing.text(200, 2500, b"Mio. DM")
    return drawing
