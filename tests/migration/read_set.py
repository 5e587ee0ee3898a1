"""A reader of Exchange migration files that shares nothing with ours: docs/formats/migration.md read by somebody else."""

import re
from dataclasses import dataclass, field
from pathlib import Path

FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^,"]*))(,|$)')
POINTER = re.compile(r"#([^()]+)\((\d+)\)")
SEC_HEADING = b"Type,Length,Encoding,Islast,Name,Position,Format\r\n"


@dataclass
class Section:
    kind: str
    owner: str
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Data:
    kind: str
    offset: int
    name: str
    position: int | None
    format: str
    content: bytes


class Set:
    """All files of a packing list. Anything that is not as the page says is an assertion."""

    def __init__(self, packing_list: Path) -> None:
        self.directory = packing_list.parent
        lines = packing_list.read_bytes().decode("ascii").split("\r\n")
        assert lines[-1] == "", "the last line ends like every line"
        assert lines[1:3] == ["", "Filename,Filetype"]
        self.code_page = int(lines[0])
        entries = [line.split(",") for line in lines[3:-1]]
        self.primary = [name for name, kind in entries if kind == "Primary"]
        self.secondary = [name for name, kind in entries if kind == "Secondary"]
        assert len(self.primary) + len(self.secondary) == len(entries)
        self.files = {name: (self.directory / name).read_bytes() for name in self.secondary}
        for content in self.files.values():
            assert content.startswith(SEC_HEADING)
        self.sections = [section for name in self.primary for section in self.read_primary(name)]

    def text(self, content: bytes) -> str:
        return content.decode(f"cp{self.code_page}")

    def read_row(self, line: str) -> list[tuple[str, bool]]:
        fields, at = [], 0
        while True:
            match = FIELD.match(line, at)
            assert match, line
            quoted = match[1] is not None
            fields.append((match[1].replace('""', '"') if quoted else match[2], quoted))
            at = match.end()
            if match[3] == "":
                assert at == len(line), line
                return fields

    def read_primary(self, name: str) -> list[Section]:
        text = self.text((self.directory / name).read_bytes())
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", ""), "line ends are CR LF"
        return [self.read_section(block.removesuffix("\r\n").split("\r\n")) for block in text.split("\r\n\r\n")]

    def read_section(self, lines: list[str]) -> Section:
        title = [text for text, _ in self.read_row(lines[0])]
        section = Section(title[0], title[1] if len(title) > 1 else "")
        section.columns = [text for text, _ in self.read_row(lines[1])]
        for line in lines[2:]:
            fields = self.read_row(line)
            assert len(fields) == len(section.columns), line
            section.rows.append({column: self.value(column, *one) for column, one in zip(section.columns, fields)})
        return section

    def value(self, column: str, text: str, quoted: bool) -> str:
        """A long field stands in a secondary file; Body stays a pointer."""
        pointer = None if quoted else POINTER.fullmatch(text)
        if pointer is None:
            assert quoted or not re.search(r'[#!,\\"%.;]', text), f"{column}: {text} should be quoted"
            return text
        if column == "Body":
            return text
        (data,) = self.read_data(text)
        assert data.kind == "Other"
        return self.text(data.content)

    def read_data(self, pointer: str) -> list[Data]:
        name, place = POINTER.fullmatch(pointer).groups()
        content, at = self.files[name], int(place)
        sections = []
        while True:
            end = content.index(b"\r\n", at)
            kind, length, encoding, last, file, position, kind_of_format = (
                text for text, _ in self.read_row(self.text(content[at:end])))
            assert encoding == "" and last in ("TRUE", "FALSE")
            begin, behind = end + 2, end + 2 + int(length)
            assert content[behind:behind + 2] == b"\r\n", f"{pointer}: the length is wrong"
            sections.append(Data(kind, at, file, int(position) if position else None, kind_of_format,
                                 content[begin:behind]))
            if last == "TRUE":
                return sections
            at = behind + 2


def split_list(text: str) -> list[str]:
    values = re.findall(r'"(?:[^"]|"")*"|[^;]+', text)
    return [value[1:-1].replace('""', '"') if value.startswith('"') else value for value in values]


def person(text: str) -> dict[str, str]:
    match = re.fullmatch(r"(.*) \[([A-Za-z0-9]+):(.*)\]", text, re.DOTALL)
    return {"name": match[1], "type": match[2], "address": match[3]} if match else {"name": text}
