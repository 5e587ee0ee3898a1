"""Files of two kinds that point to one another: migration files, whose rows name places in a secondary file, and
postoffices, whose mailbags name messages."""

import os
import struct
import subprocess
from pathlib import Path

from registry import bomb

HEADING = b"Type,Length,Encoding,Islast,Name,Position,Format\r\n"
COLUMNS = b"Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n"
START = len(HEADING)


def migration(path: Path, primary: bytes, secondary: bytes) -> None:
    path.mkdir()
    (path / "SAMPLE.PKL").write_bytes(sample("SAMPLE.PKL"))
    (path / "SAMPLE.PRI").write_bytes(primary)
    (path / "SAMPLE.SEC").write_bytes(secondary)


def sample(name: str) -> bytes:
    return (Path(__file__).resolve().parent.parent / "samples" / "migration" / name).read_bytes()


def messages(rows: bytes) -> bytes:
    return b"MAILMESSAGE,MS:NETA/POB/ADA\r\n" + COLUMNS + rows


def row(folder: bytes = b"Inbox", to: bytes = b"", body: int = START) -> bytes:
    return b"%s,,%s,,,S,,,,,,#SAMPLE.SEC(%d)\r\n" % (folder, to, body)


@bomb("one-body-for-all")
def one_body_for_all(path: Path) -> None:
    """Five thousand rows of messages, all of which point at one body of 100 kB: 500 MB of mail."""
    migration(path, messages(row() * 5000), HEADING + b"Body,100000,,TRUE,,,\r\n" + b"x" * 100_000 + b"\r\n")


@bomb("one-field")
def one_field(path: Path) -> None:
    """A row of one field of 10 MB, and one of a million fields."""
    migration(path, sample("SAMPLE.PRI") + b'"' + b"x" * 10_000_000 + b'"\r\n' + b"a," * 1_000_000 + b"\r\n", sample("SAMPLE.SEC"))


@bomb("one-set-of-attachments")
def one_set_of_attachments(path: Path) -> None:
    """Five thousand rows that point at the same four thousand attachments, which are empty: twenty million."""
    kinds = [b"Attachment", b"Schedule", b"Document", b"Other"]
    sections = b"".join(kinds[n % 4] + b",0,,%s,\"a\",-1,None\r\n\r\n" % (b"TRUE" if n == 4090 else b"FALSE") for n in range(4091))
    migration(path, messages(row() * 5000), HEADING + b"Body,0,,FALSE,,,\r\n\r\n" + sections)


@bomb("one-chain-from-everywhere")
def one_chain_from_everywhere(path: Path) -> None:
    """Sections none of which is the last, and a row that begins at each."""
    section = b"Attachment,0,,FALSE,\"a\",-1,None\r\n\r\n"
    migration(path, messages(b"".join(row(body=START + n * len(section)) for n in range(6000))), HEADING + section * 6000)


@bomb("one-length-over-all")
def one_length_over_all(path: Path) -> None:
    """Texts in one another: each is as long as all that follow, and a row begins at each."""
    heads, total = [], 0
    for _ in range(6000):
        head = b"Body,%d,,TRUE,,,\r\n" % total
        heads.append(head)
        total += len(head)
    places, at = [], START
    for head in reversed(heads):
        places.append(at)
        at += len(head)
    migration(path, messages(b"".join(row(body=one) for one in places)), HEADING + b"".join(reversed(heads)))


@bomb("one-list-of-recipients")
def one_list_of_recipients(path: Path) -> None:
    """Five thousand rows, and entries of an address book, whose recipients are one list of 300 kB."""
    people = b";".join(b"P%d [MS:A/B/%d]" % (n, n) for n in range(15_000))
    list_of_people = b"Other,%d,,TRUE,,,\r\n" % len(people) + people + b"\r\n"
    text = b"Body,0,,TRUE,,,\r\n\r\n"
    to = b"#SAMPLE.SEC(%d)" % (START + len(text))
    book = b"PAB,MS:NETA/POB/ADA\r\nObj-class,Display-Name,Email-Address\r\n" + b"dl,Group,%s\r\n" % to * 2000
    migration(path, book + b"\r\n" + messages(row(to=to) * 5000), HEADING + text + list_of_people)


@bomb("one-note-for-all")
def one_note_for_all(path: Path) -> None:
    """Five thousand entries of an address book whose note is one text of 300 kB: 1.5 GB."""
    note = b"Other,300000,,TRUE,,,\r\n" + b"x" * 300_000 + b"\r\n"
    book = b"PAB,MS:NETA/POB/ADA\r\nObj-class,Display-Name,Email-Address,Note\r\n" + \
        b"".join(b"entry,Person %d,SMTP:p%d@example.org,#SAMPLE.SEC(%d)\r\n" % (n, n, START) for n in range(5000))
    migration(path, book, HEADING + note)


@bomb("deep-folders-each-other")
def deep_folders(path: Path) -> None:
    """Two thousand rows, each in a folder of its own below thirty-one others: 64,000 folders."""
    rows = b"".join(row(folder=b"\\".join([b"%x" % n] + [b"f"] * 40), body=START) for n in range(2_000))
    migration(path, messages(rows), HEADING + b"Body,0,,TRUE,,,\r\n\r\n")


# Postoffices.


def forged(path: Path, *more: str) -> None:
    subprocess.run([os.environ["RESTANTE"], "forge", path, "--users", "4", "--messages", "12", *more], check=True, timeout=120)


@bomb("postoffice")
def postoffice(path: Path) -> None:
    """Groups that run in circles, and mailbags that name the same messages three hundred times."""
    forged(path, "--damage", "bad-chains")
    for mailbag in path.glob("MBG/*.MBG"):
        mailbag.write_bytes(mailbag.read_bytes() * 300)
    for key in path.glob("KEY/*.KEY"):
        key.write_bytes(b"\xFF" * len(key.read_bytes()))


@bomb("postoffice-of-one-message")
def postoffice_of_one_message(path: Path) -> None:
    """A mailbag of a hundred thousand headers, and a key as long, almost all of which name one message."""
    forged(path)
    mailbag = next(one for one in sorted(path.glob("MBG/0*.MBG")) if one.stat().st_size)
    headers = mailbag.read_bytes()
    mailbag.write_bytes(headers + headers[:116] * 100_000)
    key = path / "KEY" / f"{mailbag.stem}.KEY"
    key.write_bytes(key.read_bytes()[:48] + b"\xFF" * (100_000 // 8))


@bomb("postoffice-of-one-large-message")
def postoffice_of_one_large_message(path: Path) -> None:
    """A mailbag of twenty thousand headers that all name one message of a megabyte."""
    forged(path)
    mailbag = next(one for one in sorted(path.glob("MBG/0*.MBG")) if one.stat().st_size)
    header = mailbag.read_bytes()[:116]
    mailbag.write_bytes(header * 20_000)
    for key in path.glob(f"KEY/{mailbag.stem}.KEY"):
        key.unlink()
    message = next(path.glob("MAI/*/" + header[0x43:0x4B].decode() + ".MAI"))
    head, body = message.read_bytes()[:5], message.read_bytes()[5:]
    field = b"\x7F\x83\x0F\xFF\xFF\x50\x02\x83\x0F\xFF\xFA" + bytes(0x0FFFFA)
    message.write_bytes(head[:2] + (len(body) + len(field)).to_bytes(3, "big") + body + field)


@bomb("postoffice-of-chains")
def postoffice_of_chains(path: Path) -> None:
    """Groups whose 65,535 members hang on one another, the last one on the first, and lists that all begin there."""
    forged(path)
    for group in path.glob("GRP/*.GRP"):
        size = 65_535
        group.write_bytes(b"".join(struct.pack("<II", n + 1, (n + 1) % size * 8) for n in range(size)))
    for names in path.glob("NME/*.NME"):
        records = names.read_bytes()
        names.write_bytes(records * (65_535 * 45 // max(1, len(records))) if records else b"")
