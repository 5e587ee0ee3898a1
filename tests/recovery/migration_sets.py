"""Sets of migration files made from a seed by the documents alone, with the truth about them, and damage to them."""

import random
import string

HEADING = b"Type,Length,Encoding,Islast,Name,Position,Format\r\n"
COLUMNS = b"Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n"
BOOK = (b"Obj-class,Display-Name,Email-Address,First,Last,Address,City,State,Zip,Country,Title,Company,Department,Office,"
        b"Assistant,Bus-Num,Bus2-Num,Assist-Num,Fax-Num,Home-Num,Home2-Num,Mobile-Num,Pager-Num,Note\r\n")
OWNERS = ["ADA", "BOB", "CLEO", "DORA"]
SECTOR = 512


def words(dice, count):
    return " ".join("".join(dice.choices(string.ascii_lowercase, k=dice.randint(3, 9))) for _ in range(count))


class Message:
    def __init__(self, owner, folder, dice, number):
        self.owner, self.folder, self.number = owner, folder, number
        self.sender = f"{words(dice, 2).title()} [MS:NETA/POB/{''.join(dice.choices(string.ascii_uppercase, k=8))}]"
        self.to = f"{words(dice, 2).title()} [SMTP:{''.join(dice.choices(string.ascii_lowercase, k=9))}@example.org]"
        self.subject = words(dice, dice.randint(3, 6)) + (", as asked" if dice.random() < 0.3 else "")
        self.sent = f"1995{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(0, 23):02}{dice.randint(0, 59):02}00"
        lines = dice.choice([1, 3, 8, 30])
        self.body = "".join(words(dice, dice.randint(1, 11)) + "\r\n" for _ in range(lines))
        self.files = []
        for i in range(dice.choice([0, 0, 0, 1, 2])):
            kind = dice.random()
            if kind < 0.4:
                content = dice.randbytes(dice.randint(20, 3000))
            elif kind < 0.8:
                content = ("".join(words(dice, 6) + "\r\n" for _ in range(dice.randint(1, 20)))).encode()
            else:  # a secondary file of its own
                inner = words(dice, 9).encode()
                content = HEADING + b"Body,%d,,TRUE,,,\r\n%b\r\n" % (len(inner), inner) * dice.randint(1, 3)
            self.files.append((f"file{number}-{i}.bin", content))
        self.row = self.chain = (0, 0)  # [start, end) in its files
        self.primary = self.secondary = ""


class MadeSet:
    """Files by name, messages with the places of their rows and sections."""

    def __init__(self, seed):
        dice = random.Random(seed)
        self.apart = dice.random() < 0.5  # a pair of files for each owner
        self.files, self.messages = {}, []
        owners = OWNERS[: dice.randint(2, 4)]
        names = []
        for owner in owners:
            stem = owner if self.apart else "ALL"
            if stem not in names:
                names.append(stem)
                self.files[f"{stem}.PRI"] = bytearray()
                self.files[f"{stem}.SEC"] = bytearray(HEADING)
            self.add_owner(owner, stem, dice)
        self.files["SET.PKL"] = bytearray(b"1252\r\n\r\nFilename,Filetype\r\n" + b"".join(
            f"{stem}.PRI,Primary\r\n".encode() for stem in names) + b"".join(
            f"{stem}.SEC,Secondary\r\n".encode() for stem in names))

    def add_owner(self, owner, stem, dice):
        primary, secondary = self.files[f"{stem}.PRI"], self.files[f"{stem}.SEC"]
        primary += b"DIRECTORY\r\nObj-Class,Mode,Common-Name,Display-Name,Home-Server,Secondary-Proxy-Addresses\r\n"
        primary += f'mailbox,create,{owner.lower()},{owner.title()},~SERVER,"migrate:MS:NETA/POB/{owner}"\r\n\r\n'.encode()
        primary += f"PAB,MS:NETA/POB/{owner}\r\n".encode() + BOOK
        primary += f'entry,{words(dice, 2)},"SMTP:{owner.lower()}@example.org"'.encode() + b"," * 21 + b"\r\n\r\n"
        primary += f"MAILMESSAGE,MS:NETA/POB/{owner}\r\n".encode() + COLUMNS
        folders = ["Inbox", "Sent Items", "Projects\\" + words(dice, 1)]
        for _ in range(dice.randint(6, 18)):
            message = Message(owner, dice.choice(folders), dice, len(self.messages))
            message.primary, message.secondary = f"{stem}.PRI", f"{stem}.SEC"
            start = len(secondary)
            self.add_sections(message, secondary)
            message.chain = (start, len(secondary) - 2)
            folder = f'"{message.folder}"' if "\\" in message.folder else message.folder
            subject = f'"{message.subject}"' if "," in message.subject else message.subject
            row_start = len(primary)
            primary += (f'{folder},{message.sender},{message.to},,,{subject},{message.sent},{message.sent},0,FALSE,FALSE,'
                        f'#{stem}.SEC({start})\r\n').encode()
            message.row = (row_start, len(primary) - 2)
            self.messages.append(message)
        primary += b"\r\n"

    @staticmethod
    def add_sections(message, secondary):
        body = message.body.encode()
        secondary += b"Body,%d,,%s,,,\r\n%b\r\n" % (len(body), b"FALSE" if message.files else b"TRUE", body)
        for i, (name, content) in enumerate(message.files):
            last = b"TRUE" if i + 1 == len(message.files) else b"FALSE"
            secondary += b'Attachment,%d,,%s,"%s",-1,None\r\n%b\r\n' % (len(content), last, name.encode(), content)


class Damaged:
    """The files after the damage, and which bytes of the original ones are not there any more as they were."""

    def __init__(self, made):
        self.made = made
        self.files = {name: bytearray(content) for name, content in made.files.items()}
        self.touched = {name: [] for name in made.files}
        self.options = []  # for restante
        self.named = ""    # what is given to it; "": the directory
        self.texts_restored = True

    def touch(self, name, start, end):
        self.touched[name].append((start, end))

    def is_whole(self, name, place):
        return all(place[1] <= start or place[0] >= end for start, end in self.touched[name])

    def lose(self, name):
        self.touch(name, 0, len(self.made.files[name]))
        del self.files[name]

    def pick(self, dice, ending):
        return dice.choice([name for name in sorted(self.made.files) if name.endswith(ending)])


def list_lost(damaged, dice):
    del dice
    damaged.lose("SET.PKL")


def list_broken(damaged, dice):
    content = damaged.files["SET.PKL"]
    start = dice.randrange(len(content) - 20)
    content[start:start + 20] = dice.randbytes(20)


def primary_lost(damaged, dice):
    damaged.lose(damaged.pick(dice, ".PRI"))
    if dice.random() < 0.5:
        damaged.lose("SET.PKL")


def secondary_lost(damaged, dice):
    damaged.lose(damaged.pick(dice, ".SEC"))


def overwrite(damaged, dice, name, count):
    content = damaged.files[name]
    for _ in range(count):
        length = min(dice.randint(4, 700), len(content) - 1)
        start = dice.randrange(len(content) - length)
        content[start:start + length] = dice.randbytes(length)
        damaged.touch(name, start, start + length)


def secondary_overwritten(damaged, dice):
    overwrite(damaged, dice, damaged.pick(dice, ".SEC"), dice.randint(1, 4))


def primary_overwritten(damaged, dice):
    overwrite(damaged, dice, damaged.pick(dice, ".PRI"), dice.randint(1, 4))


def sectors_zeroed(damaged, dice):
    name = damaged.pick(dice, ".SEC")
    content = damaged.files[name]
    for _ in range(dice.randint(1, 3)):
        start = dice.randrange(max(1, len(content) // SECTOR)) * SECTOR
        end = min(len(content), start + SECTOR)
        content[start:end] = bytes(end - start)
        damaged.touch(name, start, end)


def cut(damaged, dice, name):
    start = dice.randrange(len(damaged.files[name]) // 2, len(damaged.files[name]))
    damaged.touch(name, start, len(damaged.files[name]))
    del damaged.files[name][start:]


def secondary_cut(damaged, dice):
    cut(damaged, dice, damaged.pick(dice, ".SEC"))


def primary_cut(damaged, dice):
    cut(damaged, dice, damaged.pick(dice, ".PRI"))


def lose_middle(damaged, dice, name):
    content = damaged.files[name]
    length = dice.randint(1, max(2, len(content) // 5))
    start = dice.randrange(len(content) - length)
    damaged.touch(name, start, start + length)
    del content[start:start + length]


def secondary_middle_lost(damaged, dice):
    lose_middle(damaged, dice, damaged.pick(dice, ".SEC"))


def primary_middle_lost(damaged, dice):
    lose_middle(damaged, dice, damaged.pick(dice, ".PRI"))


def piece_missing(damaged, dice):
    """The secondary file was split, and one of the pieces in the middle is not there."""
    name = damaged.pick(dice, ".SEC")
    lose_middle(damaged, dice, name)
    content = damaged.files[name]
    at = dice.randrange(1, len(content))
    damaged.files[name], damaged.files["PIECE.2"] = content[:at], content[at:]
    damaged.touched["PIECE.2"] = []
    damaged.named, damaged.options = name, ["--piece", "PIECE.2"]
    for other in damaged.made.files:
        if other.endswith(".SEC") and other != name:
            damaged.touch(other, 0, len(damaged.made.files[other]))  # not asked for
        if other.endswith(".PRI") and damaged.made.apart and other[:-4] != name[:-4]:
            damaged.touch(other, 0, len(damaged.made.files[other]))


def message_cut_out(damaged, dice):
    """All sections of one message, and nothing else."""
    message = dice.choice(damaged.made.messages)
    start, end = message.chain
    damaged.touch(message.secondary, start, end + 2)
    del damaged.files[message.secondary][start:end + 2]


def foreign_data(damaged, dice):
    for ending in (".SEC", ".PRI"):
        name = damaged.pick(dice, ending)
        damaged.files[name][:0] = dice.randbytes(dice.randint(1, 5000)) + (b"\r\n" if dice.random() < 0.5 else b"")
        damaged.files[name] += dice.randbytes(dice.randint(0, 5000))


def transfer(damaged, dice):
    """As text, by a program that keeps its own line ends."""
    change = dice.choice([lambda text: text.replace(b"\r\n", b"\n"), lambda text: text.replace(b"\r\n", b"\r"),
                          lambda text: text.replace(b"\n", b"\r\n")])
    for name in damaged.files:
        damaged.files[name] = bytearray(change(bytes(damaged.files[name])))
    damaged.texts_restored = False  # attachments that are no texts may be changed for good


def break_lines(damaged, dice, wanted, change):
    for name in sorted(damaged.files):
        if not name.endswith(".PRI"):
            continue
        lines = bytes(damaged.files[name]).split(b"\r\n")
        places, at = [], 0
        for i, line in enumerate(lines):
            if wanted(line):
                places.append((i, at, at + len(line)))
            at += len(line) + 2
        for i, start, end in dice.sample(places, min(len(places), dice.randint(1, 2))):
            lines[i] = change(lines[i])
            damaged.touch(name, start, end)
        damaged.files[name] = bytearray(b"\r\n".join(lines))


def titles_broken(damaged, dice):
    break_lines(damaged, dice, lambda line: line.startswith(b"MAILMESSAGE"),
                lambda line: dice.randbytes(len(line)).replace(b"\r", b"x").replace(b"\n", b"x"))


def headings_broken(damaged, dice):
    break_lines(damaged, dice, lambda line: line.startswith(b"Folder,"),
                lambda line: dice.randbytes(40).replace(b"\r", b"x").replace(b"\n", b"x") + line[40:])


def quotes_unbalanced(damaged, dice):
    break_lines(damaged, dice, lambda line: b'"' in line and b"#" in line, lambda line: line.replace(b'"', b"", 1))


def code_page_wrong(damaged, dice):
    damaged.files["SET.PKL"][:4] = dice.choice([b"4711", b"1252", b"850 ", b"x252"])


def secondary_renamed(damaged, dice):
    name = damaged.pick(dice, ".SEC")
    damaged.files["BACKUP.001"] = damaged.files.pop(name)
    damaged.touched["BACKUP.001"] = []
    if dice.random() < 0.5:
        damaged.lose("SET.PKL")


KINDS = [list_lost, list_broken, primary_lost, secondary_lost, secondary_overwritten, primary_overwritten, sectors_zeroed,
         secondary_cut, primary_cut, secondary_middle_lost, primary_middle_lost, piece_missing, message_cut_out,
         foreign_data, transfer, titles_broken, headings_broken, quotes_unbalanced, code_page_wrong, secondary_renamed]


def damage(made, seed):
    """(kind, Damaged): the same seed does the same."""
    dice = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    damaged = Damaged(made)
    kind(damaged, dice)
    return kind.__name__, damaged
