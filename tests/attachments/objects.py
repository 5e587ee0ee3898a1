"""Old objects built from their specifications, independently of the program: OLE 1, TNEF, MacBinary, DIB, metafile."""

import struct


def u16(value: int) -> bytes:
    return struct.pack("<H", value)


def u32(value: int) -> bytes:
    return struct.pack("<I", value)


def name(text: bytes) -> bytes:
    return u32(len(text) + 1) + text + b"\0" if text else u32(0)


def dib(rows: list[list[tuple[int, int, int]]]) -> bytes:
    """24 bits, bottom-up; rows of (red, green, blue), top first."""
    head = struct.pack("<IiiHHIIiiII", 40, len(rows[0]), len(rows), 1, 24, 0, 0, 0, 0, 0, 0)
    body = b""
    for row in reversed(rows):
        line = b"".join(bytes((blue, green, red)) for red, green, blue in row)
        body += line + b"\0" * (-len(line) % 4)
    return head + body


def bmp(rows: list[list[tuple[int, int, int]]]) -> bytes:
    content = dib(rows)
    return b"BM" + u32(14 + len(content)) + u32(0) + u32(14 + 40) + content


def metafile(picture: bytes, width: int, height: int) -> bytes:
    parameters = u32(0x00CC0020) + u16(0) + u16(height) + u16(width) + u16(0) * 2 + u16(500) + u16(1000) + u16(0) * 2 + picture
    parameters += b"\0" * (len(parameters) % 2)
    record = u32(3 + len(parameters) // 2) + u16(0x0F43) + parameters
    return struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 0, 0, 0) + record + u32(3) + u16(0)


def embedded(class_name: bytes, native: bytes, picture: bytes = b"") -> bytes:
    shown = u32(0x501) + u32(5) + name(b"METAFILEPICT") + u32(1000) + u32(0x100000000 - 500) + u32(8 + len(picture)) + \
        u16(8) + u16(1000) + u16(500) + u16(0) + picture if picture else u32(0x501) + u32(0)
    return u32(0x501) + u32(2) + name(class_name) + name(b"") + name(b"") + u32(len(native)) + native + shown


def linked(class_name: bytes, document: bytes, place: bytes) -> bytes:
    return u32(0x501) + u32(1) + name(class_name) + name(document) + name(place) + name(b"") + u32(0) + u32(0) + \
        u32(0x501) + u32(0)


def package(label: bytes, path: bytes, data: bytes) -> bytes:
    return embedded(b"Package", u16(2) + label + b"\0" + b"PACKAGER.EXE\0" + u16(0) + u16(3) + name(path) +
                    u32(len(data)) + data)


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    stream = u32(0x223E9F78) + u16(1)
    for level, number, data in attributes:
        stream += bytes([level]) + u32(number) + u32(len(data)) + data + u16(sum(data) & 0xFFFF)
    return stream


def render_data(kind: int) -> tuple[int, int, bytes]:
    return 2, 0x00069002, u16(kind) + u32(0xFFFFFFFF) + u16(32) * 2 + u32(0)


def properties(*values: tuple[int, int, bytes]) -> bytes:
    """MAPI properties as TNEF packs them: type, id, value; text and binary with their size."""
    packed = u32(len(values))
    for kind, number, value in values:
        packed += u16(kind) + u16(number)
        if kind in (0x0D, 0x1E, 0x1F, 0x102):
            packed += u32(1) + u32(len(value))
        packed += value + b"\0" * (-len(value) % 4)
    return packed


def text(number: int, value: str) -> tuple[int, int, bytes]:
    return 0x1F, number, value.encode("utf-16-le") + b"\0\0"


def one_off(name_text: bytes, address: bytes) -> bytes:
    entry = u32(0) + bytes.fromhex("812b1fa4bea310199d6e00dd010f5402") + u32(0)
    entry += name_text + b"\0SMTP\0" + address + b"\0"
    return u32(1) + u32(0) + u32(len(entry)) + entry


def winmail_with_everything(inner: bool = False) -> bytes:
    """Sender, recipients, dates and a message inside that holds a packed file."""
    late_summer = struct.pack("<Q", (841363200 + 11644473600) * 10_000_000)
    about = properties(text(0x0C1A, "Ann"), text(0x0C1E, "SMTP"), text(0x0C1F, "ann@example.org"), (0x40, 0x39, late_summer),
                       (3, 0x17, u32(2)), (0x102, 0x4F, one_off(b"Office", b"office@example.org")))
    people = u32(2) + b"".join(
        properties((3, 0x0C15, u32(kind)), text(0x3001, name), text(0x3002, "SMTP"), text(0x3003, f"{name.lower()}@example.org"))
        for kind, name in ((1, "Bob"), (2, "Cy")))
    subject, body = (b"Inner\0", b"From the inner text\0") if inner else (b"Inside\0", b"Text inside\0")
    held = [render_data(2), (2, 0x00018010, b"Plan\0"), (2, 0x0006800F, package(b"PLAN.TXT", b"C:\\PLAN.TXT", b"the plan"))]
    if not inner:
        held = [render_data(1), (2, 0x00069005, properties((0x0D, 0x3701, b"\0" * 16 + winmail_with_everything(True))))]
    return tnef((1, 0x00018004, subject), (1, 0x0002800C, body), (1, 0x00069003, about), (1, 0x00069004, people), *held)


def macbinary(file_name: bytes, data: bytes, resource: bytes) -> bytes:
    head = b"\0" + bytes([len(file_name)]) + file_name
    head += b"\0" * (65 - len(head)) + b"TEXTttxt" + b"\0" * 10
    head += struct.pack(">IIII", len(data), len(resource), 0xA0000000, 0xA0000001)
    head += b"\0" * (128 - len(head))
    return head + data + b"\0" * (-len(data) % 128) + resource + b"\0" * (-len(resource) % 128)
