"""The lexical rules of PowerShell that matter to a script made of data, and the values of that data.

PowerShell itself is not in Debian. Rules followed: about_Quoting_Rules and the language specification, section 2.3.5.2: a
string in single quotes ends at the next single quote that is not doubled; U+2018, U+2019, U+201A and U+201B are single
quotes too; nothing else has a meaning in it.
"""

import re

QUOTES = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES = '"\u201c\u201d\u201e'
TOKEN = re.compile(r"\[pscustomobject\]|\[char\]|@\{|@\(|[{}()=;,+]|[A-Za-z][A-Za-z0-9]*|[0-9]+|[ ]+|\r\n")


def tokens(text: str) -> list[tuple[str, str]]:
    """Pairs of kind ("string", "word") and value; raises ValueError at anything the data may not hold."""
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(text):
        if text[place] in QUOTES:
            value = ""
            place += 1
            while True:
                if place == len(text) or text[place] in "\r\n\u2028\u2029\u0085":
                    raise ValueError(f"a string is not closed on its line: {value!r}")
                if text[place] in QUOTES:
                    if text[place + 1:place + 2] == "" or text[place + 1] not in QUOTES:
                        break
                    place += 1
                value += text[place]
                place += 1
            place += 1
            found.append(("string", value))
            continue
        match = TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"{text[place:place + 40]!r} is no data")
        place = match.end()
        if match[0].strip():
            found.append(("word", match[0]))
    return found


class Data:
    """A recursive descent over tokens: objects, arrays, strings."""

    def __init__(self, text: str) -> None:
        self.rest = tokens(text)

    def take(self, word: str) -> None:
        if self.rest[:1] != [("word", word)]:
            raise ValueError(f"{word} expected at {self.rest[:5]}")
        self.rest.pop(0)

    def at(self, word: str) -> bool:
        return self.rest[:1] == [("word", word)]

    def value(self) -> object:
        if self.at("[pscustomobject]"):
            self.take("[pscustomobject]")
        if self.at("@{"):
            return self.table()
        if self.at("@("):
            self.take("@(")
            items = []
            while not self.at(")"):
                items.append(self.value())
                if self.at(","):
                    self.take(",")
            self.take(")")
            return items
        return self.text()

    def table(self) -> dict[str, object]:
        self.take("@{")
        result: dict[str, object] = {}
        while not self.at("}"):
            kind, key = self.rest.pop(0)
            if kind != "word" or key in result:
                raise ValueError(f"{key} is no key")
            self.take("=")
            result[key] = self.value()
            if self.at(";"):
                self.take(";")
        self.take("}")
        return result

    def text(self) -> str:
        joined = self.at("(")
        if joined:
            self.take("(")
        result = ""
        while True:
            kind, value = self.rest.pop(0)
            if kind == "string":
                result += value
            elif value == "[char]":
                result += chr(int(self.rest.pop(0)[1]))
            else:
                raise ValueError(f"{value} is no text")
            if not (joined and self.at("+")):
                break
            self.take("+")
        if joined:
            self.take(")")
        return result


def split(script: str) -> tuple[str, dict[str, list[dict]], str]:
    """What stands before the data, the data by name, and what stands behind."""
    match = re.fullmatch(r"(.*?)\$people = (@\(\r\n.*?)\$contacts = (@\(\r\n.*?)\$groups = (@\(\r\n.*?\r\n\)\r\n)(\r\nfunction .*)",
                         script, re.DOTALL)
    if match is None:
        raise ValueError("the script has another form")
    values = {}
    for name, text in zip(("people", "contacts", "groups"), match.groups()[1:4]):
        data = Data(text)
        values[name] = data.value()
        if data.rest:
            raise ValueError(f"{data.rest[:3]} stands behind the data")
    return match[1], values, match[5]
