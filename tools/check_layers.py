#!/usr/bin/env python3
"""Includes only point downwards, and formats stay pure.

The layers are those of ARCHITECTURE.md. A folder may include what its row of MAY_INCLUDE names and what its
restante_layer() line in CMakeLists.txt links; both must agree. Libraries of other people are included only where
LIBRARIES says, so that each can be replaced by changing one place.
"""

import re
import sys
from pathlib import Path

from project_files import project_files, read, report

MAY_INCLUDE = {
    "base": {"base"},
    "formats": {"base", "formats"},
    # Makes what sources read, from the formats alone: a mistake in a source cannot be repeated here.
    "forge": {"base", "formats", "forge"},
    "model": {"base", "model"},
    "content": {"base", "formats", "model", "content"},
    "sources": {"base", "formats", "model", "sources"},
    "targets": {"base", "formats", "model", "targets"},
    "ledger": {"base", "model", "ledger"},
    "pipeline": {"base", "model", "content", "sources", "targets", "ledger", "pipeline"},
    # formats: `dump` and `check` show a file as its format sees it, without a detour through the model.
    "service": {"base", "formats", "forge", "model", "sources", "targets", "ledger", "pipeline", "service"},
    "web": {"base", "service", "web"},
    "cli": {"base", "service", "web", "cli"},
}

# Library header prefix -> where it may be included (regular expression over the path below src/).
LIBRARIES = {
    "tl/": r".*", "fmt/": r".*",
    "unicode/": r"base/(ascii_lookalike|code_page|case_fold|display_width|letter_parts|time_zone)\.cpp",
    "openssl/": r"base/sha256\.cpp",
    "emmintrin.h": r"base/byte_block\.h",
    "immintrin.h": r"(base/byte_table|formats/pst/ndb/crc)\.cpp",  # instructions of single processors
    "nlohmann/": r"(cli|forge|pipeline|service|targets|web)/.*\.cpp",
    "CLI/": r"cli/.*\.cpp",
    "toml++/": r"(service|cli)/.*\.cpp",
    "png.h": r"formats/picture/png\.cpp",
    "curl/": r"targets/[a-z_/]*curl[a-z_]*\.cpp",
    "pugixml.hpp": r"targets/ews/.*\.cpp",
    "archive.h": r"sources/[a-z_/]*archive[a-z_]*\.cpp", "archive_entry.h": r"sources/[a-z_/]*archive[a-z_]*\.cpp",
    "zlib.h": r"sources/tree/gzip_sum\.cpp", "zconf.h": r"sources/tree/gzip_sum\.cpp",
    "sqlite3.h": r"ledger/sqlite_database\.cpp",
    "libpq-fe.h": r"ledger/postgres_database\.cpp",
    "httplib.h": r"web/server\.cpp",
    "malloc.h": r"cli/heap_settings\.cpp",
}
FOR_TESTS = ("png.h", "gtest/", "gmock/", "rapidcheck", "gmime/", "benchmark/", "nlohmann/")

SYSTEM = re.compile(r"(sys|linux|netinet|arpa)/[a-z_]+\.h|(dirent|fcntl|grp|poll|pthread|pwd|signal|spawn|termios|unistd|"
                    r"time|fnmatch|glob|langinfo|locale|csignal|netdb)(\.h)?")
STANDARD = re.compile(r"[a-z_0-9]+|(assert|ctype|errno|limits|math|stdint|stdio|stdlib|string)\.h")
MAY_TOUCH_SYSTEM = {"forge", "sources", "targets", "ledger", "pipeline", "service", "cli", "web"}

IMPURE_HEADERS = {"fstream", "filesystem", "iostream", "chrono", "thread", "mutex", "atomic", "condition_variable",
                  "future", "locale", "ctime", "time.h", "random", "csignal", "shared_mutex", "syncstream"}
IMPURE_WORDS = re.compile(r"\b(getenv|setlocale|system_clock|steady_clock|std::(cout|cerr|clog|printf|thread|mutex|ofstream|"
                          r"ifstream|filesystem|rand|random_device|time)|spdlog|thread_local|fopen)\b")
MUTABLE_GLOBAL = re.compile(r"^(static|inline|extern)\s+(?!.*\b(const|constexpr|constinit)\b)(?!.*\()(?!assert)[\w:<>, ]+[\w\]]"
                            r"\s*(=|;|\{)")
PURE = "formats/"
TEST_FILE = re.compile(r".*_(test|fuzz|bench)\.(cpp|h)")

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def without_comments(text: str) -> str:
    text = BLOCK_COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    return re.sub(r"//.*", "", text)


def declared_links(cmake: str) -> dict[str, set[str]]:
    """What each restante_layer() links, directly and through others: {"formats_mmf": {"base"}, ...}."""
    direct = {}
    for folder, rest in re.findall(r"restante_layer\((\S+)([^)]*)\)", cmake):
        words = rest.split()
        first = words.index("LINKS") + 1 if "LINKS" in words else len(words)
        last = words.index("LIBRARIES") if "LIBRARIES" in words else len(words)
        direct[folder.replace("/", "_")] = set(words[first:last])
    closed = {}

    def close(name: str) -> set[str]:
        if name not in closed:
            closed[name] = set(direct.get(name, set()))
            for link in list(closed[name]):
                closed[name] |= close(link)
        return closed[name]

    for name in direct:
        close(name)
    return closed


def library_of(path: str, layers: dict[str, set[str]]) -> str:
    """The CMake layer a file below src/ belongs to: the longest declared folder it lies in."""
    parts = path.split("/")[:-1]
    for length in range(len(parts), 0, -1):
        name = "_".join(parts[:length])
        if name in layers:
            return name
    return parts[0] if parts else ""


def check_own_header(path: str, header: str, links: dict[str, set[str]]) -> str | None:
    layer, wanted = path.split("/")[0], header.split("/")[0]
    if wanted not in MAY_INCLUDE.get(layer, set()):
        return f'{layer} must not include "{header}": the layer {wanted} is not below it'
    if not links:
        return None
    mine, theirs = library_of(path, links), library_of(header, links)
    if theirs != mine and theirs not in links.get(mine, set()):
        return f'"{header}": CMakeLists.txt does not link {mine} with {theirs}'
    return None


def check_foreign_header(path: str, header: str) -> str | None:
    layer = path.split("/")[0]
    is_test = TEST_FILE.fullmatch(path) is not None
    if path.startswith(PURE) and header in IMPURE_HEADERS and not is_test:
        return f"<{header}> in {layer}, which is pure: bytes in, values out"
    if is_test and header.startswith(FOR_TESTS):
        return None
    for prefix, places in LIBRARIES.items():
        if header.startswith(prefix):
            if re.fullmatch(places, path):
                return None
            return f"<{header}> may only be included in src/{places}"
    if SYSTEM.fullmatch(header) and header not in IMPURE_HEADERS:
        if layer in MAY_TOUCH_SYSTEM or is_test:
            return None
        return f"<{header}> in {layer}: only {', '.join(sorted(MAY_TOUCH_SYSTEM))} touch the system"
    if STANDARD.fullmatch(header):
        return None
    return f"<{header}> is of no library tools/check_layers.py knows: say there where it is wrapped"


def check_purity(path: str, code: str) -> list[str]:
    if not path.startswith(PURE) or TEST_FILE.fullmatch(path):
        return []
    problems = []
    for number, line in enumerate(code.splitlines(), 1):
        if found := IMPURE_WORDS.search(line):
            problems.append(f"src/{path}:{number}: {found.group()} in a pure layer")
        if MUTABLE_GLOBAL.match(line):
            problems.append(f"src/{path}:{number}: a global that can change: {line.strip()}")
    return problems


def check(root: Path) -> list[str]:
    source = root / "src"
    cmake = root / "CMakeLists.txt"
    links = declared_links(read(cmake)) if cmake.exists() else {}
    problems = []
    for file in project_files(root, ".cpp", ".h"):
        if source not in file.parents:
            continue
        path = file.relative_to(source).as_posix()
        if "/" not in path:
            continue  # src/main.cpp: calls cli and nothing else, by its size
        if path.split("/")[0] not in MAY_INCLUDE:
            problems.append(f"src/{path}: src/{path.split('/')[0]} is no layer of ARCHITECTURE.md")
            continue
        code = without_comments(read(file))
        for match in INCLUDE.finditer(code):
            own, foreign = match.groups()
            problem = check_own_header(path, own, links) if own else check_foreign_header(path, foreign)
            if problem:
                line = code.count("\n", 0, match.start(1 if own else 2)) + 1
                problems.append(f"src/{path}:{line}: {problem}")
        problems += check_purity(path, code)
    return problems


if __name__ == "__main__":
    sys.exit(report(check))
