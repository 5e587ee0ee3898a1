"""Writes small postoffices by the documents alone, without the product's code: what it gets wrong, the product need not.

Sources of the layouts: docs/formats/postoffice*.md; where those leave a choice, `Layout` makes one.
"""

import dataclasses
import itertools
import pathlib
import random
import struct

KEY = bytes([0x58, 0x70, 0x75, 0x59, 0x62, 0x74, 0x66, 0x5A])


def encipher(plain: bytes) -> bytes:
    result, before = bytearray(), 0
    for index, byte in enumerate(plain):
        before = byte ^ before ^ (index & 0xFF) ^ KEY[index % 8]
        result.append(before)
    return bytes(result)


def length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def element(code: int, contents: bytes, qualifier: int | None = None) -> bytes:
    inner = (b"" if qualifier is None else bytes([qualifier])) + contents
    return bytes([code]) + length(len(inner)) + inner


def string(plain: bytes) -> bytes:
    return element(0x02, encipher(plain))


def integer(value: int, size: int = 2) -> bytes:
    return element(0x20, value.to_bytes(size, "little"))


def address(text: str, name: str = "", trailer: bytes = b"\x01") -> bytes:
    flags = 0x80 | (1 if name else 0)
    return string(bytes([2]) + text.encode("cp850") + b"\0" + bytes([flags]) + name.encode("cp850") + b"\0" +
                  bytes([len(trailer)]) + trailer)


@dataclasses.dataclass
class Layout:
    """One of many ways to lay out the records nobody documented."""
    order: tuple = ("state", "mailbox", "full name", "password", "hexid", "tid")
    gap: int = 6  # in front of which part what is left over stands
    hexid_text: bool = True
    hidden_names: bool = False
    live: int = 1
    numbers: tuple = ("tid", "place", "hexid")  # of an address list entry
    set_is_live: bool = False
    high_bit_first: bool = False

    @staticmethod
    def number(seed: int) -> "Layout":
        chance = random.Random(seed)
        order = list(Layout.order)
        chance.shuffle(order)
        numbers = list(Layout.numbers)
        chance.shuffle(numbers)
        return Layout(tuple(order), chance.randrange(7), chance.random() < 0.5, chance.random() < 0.3,
                      chance.randrange(2), tuple(numbers), chance.random() < 0.5, chance.random() < 0.5)


@dataclasses.dataclass
class User:
    mailbox: str
    full_name: str
    hexid: int
    tid: int
    deleted: bool = False


@dataclasses.dataclass
class Mail:
    sender: tuple  # (address, name)
    to: list
    subject: str
    text: str
    date: tuple  # year, month, day, hour, minute
    attachments: list = dataclasses.field(default_factory=list)  # (name, bytes)
    priority: str = ""
    head: bool = True  # the block of label lines in front of the text
    number: int = 0


class Postoffice:
    def __init__(self, directory: str, users: list[User], layout: Layout, network: str = "NET1", name: str = "PO1"):
        self.top = pathlib.Path(directory)
        self.users, self.layout, self.network, self.name = users, layout, network, name
        self.next_number = 0x101
        self.bags: dict[int, list] = {user.hexid: [] for user in users if not user.deleted}
        self.chance = random.Random(len(users))

    def path(self, *parts: str) -> pathlib.Path:
        path = self.top.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def own(self, user: User) -> str:
        return f"{self.network}/{self.name}/{user.mailbox}"

    def deliver(self, mail: Mail, users: list[User], dead: tuple = ()) -> None:
        mail.number, self.next_number = self.next_number, self.next_number + 1
        for user in users:
            self.bags[user.hexid].append((mail, user.mailbox not in dead))
        self.write_message(mail, len(users))

    def write_message(self, mail: Mail, references: int) -> None:
        message = self.message_bytes(mail, references)
        self.path("MAI", f"MA{mail.number & 15:X}", f"{mail.number:08X}.MAI").write_bytes(message)

    def write_folder(self, number: int, mails: list[Mail]) -> None:
        """A shared folder: a head, then messages that hold their attachments."""
        head = bytearray(129)
        head[0x31] = 3
        self.path("FOLDERS", "PUB", f"{number:08X}.FLD").write_bytes(
            bytes(head) + b"".join(self.message_bytes(mail, 1, inline=True) for mail in mails))

    def message_bytes(self, mail: Mail, references: int, inline: bool = False) -> bytes:
        year, month, day, hour, minute = mail.date
        text = mail.text
        if mail.head:
            text = (f"Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nFrom: {mail.sender[1]}\r\n"
                    f"To:  {'; '.join(name for _, name in mail.to)}\r\nSubject:  {mail.subject}\r\n"
                    f"Date: {year:04}-{month:02}-{day:02} {hour:02}:{minute:02}\r\nPriority: {mail.priority}\r\n"
                    f"Message ID: {mail.number ^ 0xEDBA0000:08X}\r\n" + "-" * 78 + "\r\n" + mail.text)
        date = f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}".encode()
        fields = [element(0x7F, integer(references), 0x31), element(0x7F, integer(2), 0x32),
                  element(0x7F, integer(10), 0x33), element(0x7F, integer(10), 0x37),
                  element(0x4C, address(mail.sender[0], mail.sender[1], b""), 0x01),
                  element(0x4C, b"".join(address(text, name) for text, name in mail.to), 0x05),
                  element(0x4C, string(date), 0x11)]
        if mail.priority:
            fields.append(element(0x4C, string(mail.priority.encode()), 0x18))
        fields.append(element(0x4C, string(mail.subject.encode("cp850")[:40]), 0x07))
        if mail.attachments:
            values = b""
            for name, data in mail.attachments:
                number = 0
                if not inline:
                    number, self.next_number = self.next_number, self.next_number + 1
                    self.path("ATT", f"AT{number & 15:X}", f"{number:08X}.ATT").write_bytes(encipher(data))
                values += element(0x0A, integer(number, 4) + string(name.encode("cp850")) + integer(len(data), 4))
            fields.append(element(0x4C, values, 0x08))
        fields.append(element(0x4C, string(text.encode("cp850")), 0x04))
        if inline:
            fields += [element(0x7F, element(0x43, encipher(data), 0), 0x38) for _, data in mail.attachments]
        body = b"\x01" + b"".join(fields)
        return b"\x4D\x83" + len(body).to_bytes(3, "big") + body

    def access2(self) -> bytes:
        sizes = {"state": 1, "mailbox": 11, "full name": 31, "password": 9, "tid": 4,
                 "hexid": 9 if self.layout.hexid_text else 4}
        rest = 69 - sum(sizes.values())
        records = b""
        for user in self.users:
            hide = encipher if self.layout.hidden_names else bytes
            parts = {"state": bytes([self.layout.live ^ user.deleted]),
                     "mailbox": hide(user.mailbox.encode("cp850").ljust(11, b"\0")),
                     "full name": hide(user.full_name.encode("cp850").ljust(31, b"\0")),
                     "password": bytes(self.chance.randrange(1, 256) for _ in range(8)) + b"\0",
                     "tid": struct.pack("<I", user.tid),
                     "hexid": f"{user.hexid:08X}\0".encode() if self.layout.hexid_text
                     else struct.pack("<I", user.hexid)}
            pieces = [parts[part] for part in self.layout.order]
            pieces.insert(self.layout.gap, bytes(rest))
            records += b"".join(pieces)
        return records

    def names(self) -> bytes:
        entries = []
        for index, user in enumerate(self.users):
            if user.deleted:
                continue
            numbers = {"tid": user.tid, "place": 69 * index, "hexid": user.hexid}
            entries.append((user.full_name, b"\x01\x00" + user.full_name.encode("cp850").ljust(31, b"\0") +
                            b"".join(struct.pack("<I", numbers[part]) for part in self.layout.numbers)))
        return b"".join(entry for _, entry in sorted(entries))

    def write(self) -> None:
        count = len(self.users)
        for name, content in (("MASTER", bytes(176)), ("CONTROL", struct.pack("<II", 64, self.next_number)),
                              ("TID", struct.pack("<I", 999)), ("ACCESS", bytes(count * 586)),
                              ("ACCESS2", self.access2()), ("ACCESS3", bytes(count * 512)), ("GROUP", bytes(4)),
                              ("GRPMEM", bytes(4 + 128 * count)), ("NETPO", bytes(4))):
            self.path("GLB", f"{name}.GLB").write_bytes(content)
        for name in ("ADMIN", "ADMINSHD"):
            self.path("NME", f"{name}.NME").write_bytes(self.names())
        self.path("GRP", "ADMIN.GRP").write_bytes(bytes(8))
        self.path("FOLDERS", "PUB", "FOLDROOT.IDX").write_bytes(bytes(100))
        for hexid, headers in self.bags.items():
            bag, bits = b"", bytearray(512)
            for index, (mail, live) in enumerate(headers):
                year, month, day, hour, minute = mail.date
                bag += (b"\0\0" + mail.sender[0].rsplit("/", 1)[-1].encode("cp850")[:10].ljust(11, b"\0") +
                        mail.subject.encode("cp850")[:40].ljust(41, b"\0") +
                        struct.pack("<6H", 0, minute, hour, day, month, year) + b"\0" +
                        f"{mail.number:08X}\0".encode() + bytes(2) + struct.pack("<I", len(mail.text)) + bytes(6) +
                        struct.pack("<H", 24) + bytes(18) + struct.pack("<I", mail.number * 2654435761 & 0xFFFFFFFF) +
                        bytes(4))
                if live == self.layout.set_is_live:
                    bits[index // 8] |= 0x80 >> index % 8 if self.layout.high_bit_first else 1 << index % 8
            self.path("MBG", f"{hexid:08X}.MBG").write_bytes(bag)
            self.path("KEY", f"{hexid:08X}.KEY").write_bytes(bytes(48) + bytes(bits))
        for name in ("INQUEUE", "INQUEUE3", "SYSTEM"):
            self.path("MBG", f"{name}.MBG").write_bytes(b"")
            self.path("KEY", f"{name}.KEY").write_bytes(bytes(560))


WORDS = "Quartal Bericht Müller Café Budget Sitzung Montag Büro Angebot Termin naïve Größe".split()


def office(directory: str, count: int, seed: int, messages: int = 4) -> Postoffice:
    """`count` users who write to each other; the layout follows from the seed."""
    chance = random.Random(seed)
    letters = ["".join(pair) for pair in itertools.product("BDFGKLMNPRST", "AEIOU")]
    users, hexid = [], 0
    for index in range(count):
        mailbox = "".join(chance.sample(letters, 3)) + (str(index) if index > 9 else "")
        name = f"{mailbox.title()} {chance.choice(('Müller', 'Weiß', 'Nuñez', 'Ford', 'Østergård'))} {index}"
        users.append(User(mailbox, name[:30], hexid, 0x1000 + 7 * index + chance.randrange(5)))
        hexid += chance.choice((1, 1, 2, 3))
    post = Postoffice(directory, users, Layout.number(seed))
    for index in range(count * messages):
        to = chance.sample(users, min(count, chance.choice((1, 1, 2, 3))))
        sender = chance.choice(users)
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(3, 200)))
        files = []
        if chance.random() < 0.3:
            files.append((f"REPORT{index}.TXT"[-12:], ("Line %d\r\n" % index * chance.randrange(1, 300)).encode()))
        post.deliver(Mail((post.own(sender), sender.full_name), [(post.own(user), user.full_name) for user in to],
                          f"{chance.choice(WORDS)} {index}" + (" and more of it than fits" * 2 if index % 7 == 0 else ""),
                          words + "\r\n", (1995, 1 + index % 12, 1 + index % 28, index % 24, index % 60), files,
                          chance.choice(("", "1", "3", "5", "R"))), to)
    post.write()
    return post
