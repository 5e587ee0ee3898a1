#!/usr/bin/env python3
"""docs/limits.md tells the truth about limits: each constant of its table is defined where the link leads and has the
value it says, each file of a test exists, and each LIM number that code gives stands in the table and in a test. What is
named like a limit in the code stands in the table, or in the list of exceptions below with the reason."""

import re
import sys
from pathlib import Path

from project_files import project_files, read, report

PAGE = "docs/limits.md"
ROW = re.compile(r"^\| [^|]+ \| \[`(\w+)`\]\(\.\./([^)]+)\) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(\.\./([^)#]+)\)")
UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "Mi": 1 << 20}
GIVEN = re.compile(r"MessageId::(limit_\w+)")
CODE = re.compile(r'MESSAGE\((limit_\w+), "(LIM-\d+)"')

STATEMENT = re.compile(r"\bconstexpr\b[^;]*;")
NAMED_LIKE_A_LIMIT = re.compile(r"\b(k(?:Most|Maximum|Largest|Longest|Deepest|Max)(?![a-z])\w*|k\w*(?:Budget|Work|Limit))(?= =|\{)")

# What is named like a limit and is none of what an input may cost. First whole folders:
FOLDERS_WITHOUT_LIMITS = (
    "src/forge/",   # makes samples, reads nothing
    "src/cli/",     # what a screen shows
    "src/ledger/",  # what waits to be written
)
# Then single constants, "path:name", by their reason.
NO_LIMITS = {
    "sizes that a format gives, or that any real value has: more is no such thing": """
        src/content/macbinary_parts.cpp:kLongestComment src/formats/exchange/recipient.cpp:kLongestType
        src/formats/exchange/secondary_file.cpp:kMostBlank src/formats/exchange/secondary_file.h:kLongestDataHeader
        src/formats/exchange/section_links.cpp:kLongestEnd src/formats/exchange/section_scan.cpp:kLongestEncoding
        src/formats/exchange/section_scan.cpp:kLongestKind src/formats/exchange/user_list.h:kMostLeadingLines
        src/formats/fat/directory.cpp:kMostParts src/formats/letterhead/letterhead.cpp:kLongestLabel
        src/formats/macbinary/header.cpp:kLargestFork src/formats/macbinary/header.cpp:kLongestName
        src/formats/mmf/block_map.cpp:kMostPacked src/formats/mmf/check_lists.cpp:kLongestPackedList
        src/formats/mmf/cut_message.cpp:kLargestField src/formats/mmf/list_object.h:kMaximumElements
        src/formats/mmf/packed_list.cpp:kLimit src/formats/mmf/packed_list.h:kMaximumPackedElements
        src/formats/ole/package.cpp:kLongestPath src/formats/ole/package.cpp:kLongestText
        src/formats/picture/dib.cpp:kLongestRun src/formats/picture/dib_header.cpp:kLargestInfo
        src/formats/picture/metafile_mapping.cpp:kLargestExtent src/formats/picture/metafile_records.cpp:kMostWords
        src/formats/postoffice/mail/data_element.cpp:kLargestElementHead src/formats/postoffice/mail/folder_file.cpp:kLongestHead
        src/formats/postoffice/mail/mai_choice.cpp:kMaximumVendorPlaces src/formats/postoffice/mail/mai_date.cpp:kLongestDateText
        src/formats/postoffice/mail/mai_file.h:kLargest src/formats/postoffice/records/layout.h:kLargestHeader
        src/formats/postoffice/records/layout.h:kLargestRecord src/formats/pst/format.h:kMaxBlockBytes
        src/formats/pst/format.h:kMaxHeapItem src/formats/pst/reader/data_tree.cpp:kMaxLevel
        src/formats/tnef/compressed_text.cpp:kLongestMatch src/model/x400_address.cpp:kLongestHead
        src/model/x400_address.cpp:kLongestType src/sources/mmf/meeting_reader.cpp:kLongestScheduleName
        src/sources/postoffice/postoffice_message.cpp:kLongestScheme src/targets/server/server_uri.cpp:kLargestPort""",
    "how much is looked at to tell what something is: a guess, and what follows is read whatever it says": """
        src/formats/exchange/pointer_match.cpp:kMostCandidates src/formats/mmf/block_scan.cpp:kLongestPeriod
        src/formats/mmf/block_scan.cpp:kMostKnownShifts src/formats/mmf/fragments.cpp:kLongestDirectory
        src/formats/mmf/fragments.cpp:kMostAttributes src/formats/mmf/map_evidence.cpp:kMostOpinions
        src/formats/mmf/map_evidence.cpp:kMostShifts src/formats/mmf/store_salvage.cpp:kMostHeaders
        src/sources/migration/migration_source.cpp:kLargestLookedAt
        src/sources/migration/found_files.cpp:kLargestSample src/sources/postoffice/message_samples.cpp:kLargestSample""",
    "what is written: files, names and fields of targets": """
        src/base/content_line.cpp:kLongestContentLine src/formats/ldif/ldif_writer.cpp:kLongestLine
        src/formats/mime/encoded_word.cpp:kLongestPlainToken src/formats/mime/header_writer.cpp:kLongestQuotedName
        src/formats/mime/line_end.h:kLongestLine src/formats/mmf/account.h:kMaximumAccountName
        src/formats/mmf/account.h:kMaximumPassword src/formats/mmf/hierarchy.h:kMaximumFolderName
        src/formats/mmf/list_source.cpp:kLargestObject src/formats/mmf/store_builder.cpp:kMaximumClassName
        src/formats/mmf/store_writer.h:kMaximumNodes src/formats/mmf/store_writer.h:kMaximumObject
        src/formats/mmf/store_writer.h:kMaximumStoreEnd src/formats/mmf/summary.h:kMaximumSummaryText
        src/formats/pst/contact.cpp:kMostMemberBytes src/formats/pst/ltp/heap.cpp:kMaxItems src/formats/pst/ltp/heap.h:kMaxBlocks
        src/formats/pst/message.h:kMaxEmbedding src/formats/pst/messaging/empty_tables.cpp:kMostReferences
        src/formats/pst/messaging/measure.cpp:kLargest src/formats/pst/messaging/name_map.cpp:kMaxNames
        src/formats/pst/messaging/subject.cpp:kMostLetters src/formats/pst/writer.h:kAnsiSizeLimit
        src/formats/pst/writer.h:kUnicodeSizeLimit src/formats/picture/metafile.cpp:kMostEnlarged
        src/service/user_list_file.cpp:kLongestCommonName src/targets/contacts/book_target.cpp:kMostNamesakes
        src/targets/directory/active_directory_entries.cpp:kLongestMail
        src/targets/directory/active_directory_entries.cpp:kLongestProxy
        src/targets/directory/active_directory_entries.cpp:kLongestShownName src/targets/directory/recipient_names.h:kLongestLogin
        src/targets/directory/recipient_names.h:kLongestName src/targets/eml/eml_target.cpp:kLongestSlug
        src/targets/ews/book_upload.cpp:kMaxNesting src/targets/ews/folder_tree.cpp:kLongestName
        src/targets/files/directory_target.cpp:kMostNamesakes src/targets/files/path_name.h:kLongestComponent
        src/targets/imap/mailbox_names.cpp:kLongestMoved src/targets/imap/mailbox_names.cpp:kLongestName
        src/targets/imap/mailbox_names.cpp:kMostLevels src/targets/imap/uploader.cpp:kMostInSet
        src/targets/mail/address_syntax.h:kLongestDomain src/targets/mail/address_syntax.h:kLongestLabel
        src/targets/mail/address_syntax.h:kLongestLocalPart src/targets/mail/attachment_name.cpp:kLongestExtension
        src/targets/mail/attachment_name.h:kLongestAttachmentName src/targets/mail/message_ids.cpp:kLongestStoredId
        src/targets/mail/report_fields.cpp:kLongestDiagnostic src/targets/mail/restante_headers.h:kLongestInlineAttribute
        src/targets/migration/file_stems.cpp:kLongestStem src/targets/migration/set_writer.cpp:kLongestField
        src/targets/pst/contact_folders.cpp:kMaxNesting""",
    "what this program wrote itself, and reads back": """
        src/formats/mbox/mbox_reader.h:kLongestLine src/service/users.cpp:kLargestEarlierList
        src/targets/bag/bag_target.cpp:kLargestTagFile src/targets/bag/manifest_lines.cpp:kDeepestPayload
        src/targets/directory/product_list.cpp:kLargestList src/targets/files/manifest.cpp:kLargestManifest
        src/targets/files/stored_message.cpp:kDeepest src/targets/files/stored_message.h:kLargestHeader
        src/targets/json/json_place.cpp:kMostLinks src/targets/json/read_back.cpp:kDeepest
        src/targets/json/read_back.cpp:kLongestName src/targets/maildir/maildir_target.cpp:kLargestSubscriptions
        src/targets/migration/set_read_back.cpp:kLargestRead src/targets/own_results.cpp:kDeepest""",
    "waits, attempts and connections of servers": """
        src/pipeline/patience.cpp:kLongestPause src/targets/ews/account.cpp:kMostPages src/targets/ews/ews_response.cpp:kLongestWait
        src/targets/ews/folder_places.cpp:kMostTries src/targets/imap/imap_settings.h:kMostConnections
        src/targets/imap/session.cpp:kLongestWait src/targets/server/pacer.h:kLongestOwnWait
        src/targets/server/retry_rules.h:kMostConnectAttempts src/targets/server/retry_rules.h:kMostLosses
        src/targets/server/retry_rules.h:kMostLossesAtFirst src/targets/server/retry_rules.h:kMostLossesWhileAsking
        src/targets/server/retry_rules.h:kMostWaits""",
    "how much is shown, of what is there all the same": """
        src/formats/exchange/control_file.cpp:kLongestShown src/formats/mmf/check_values.h:kMostOfValue
        src/pipeline/run_result.h:kLimit src/service/directory_listing.h:kMost src/service/dump_names.cpp:kMost
        src/service/dump_object.cpp:kMostBytes src/service/dump_tree.cpp:kDeepest src/service/fleet.h:kMostTroubled
        src/service/forecast.h:kLargestTrial src/service/forecast.h:kLongestTrial src/service/forecast.h:kMostLosses
        src/service/look.h:kLongestPage src/service/migration_file.cpp:kLargestShown
        src/service/recent_sources.h:kMostRecentSources src/service/store_health.h:kMostCells
        src/service/store_health.h:kMostDamaged src/service/verify.h:kMostNamed src/formats/mmf/block_map.cpp:kMostLooks
        src/targets/ews/ews_response.cpp:kLongestServerText src/targets/imap/session.cpp:kLongestServerText
        src/web/job.h:kMostEvents src/web/jobs.h:kMostKept src/web/looking.h:kLongestText
        src/web/outcome_json.cpp:kMostExamples src/web/outcome_json.cpp:kMostFailures src/web/run_events.h:kMostFindings""",
    "pieces and caches: what does not fit is read or found out again": """
        src/base/byte_block.h:kMostSteps src/pipeline/address_census.h:kMostOwners src/pipeline/output_budget.h:kMost
        src/pipeline/patience.cpp:kMostRemembered src/service/secrets.cpp:kLongestSecret src/sources/file_bytes.h:kLargestWindow
        src/targets/mail/known_addresses.h:kMost""",
}


def stated(value: str) -> int | None:
    found = re.fullmatch(r"(\d+)(?: (\w+))?", value.strip())
    return int(found[1]) * UNITS[found[2] or ""] if found and (found[2] or "") in UNITS else None


def defined(text: str, name: str) -> int | None:
    """The value of a constant that is a product of numbers."""
    found = re.search(rf"\b{name} = ([^;,]+)[;,]", text)
    if not found:
        return None
    plain = re.sub(r"std::\w+\{(\d+)\}", r"\1", found[1]).replace("'", "")
    plain = re.sub(r"(?<=[0-9A-Fa-f])(?:U|UL|ULL|LL|L)\b", "", plain)
    return eval(plain) if re.fullmatch(r"[0-9xA-Fa-f *<]+", plain) else None  # noqa: S307: digits and operators alone


def named_like_limits(root: Path) -> set[tuple[str, str]]:
    """Path and name of each constant of the code whose name says that it is a limit."""
    return {(str(path.relative_to(root)), name) for path in project_files(root, ".cpp", ".h")
            if "src" in path.parts and not path.stem.endswith(("_test", "_fuzz"))
            for statement in STATEMENT.findall(read(path)) for name in NAMED_LIKE_A_LIMIT.findall(statement)}


def unnamed(root: Path, rows: set[tuple[str, str]], exceptions: dict[str, str] = NO_LIMITS) -> list[str]:
    """Limits of the code that neither the table nor the exceptions name, and exceptions that are none any more."""
    code = {one for one in named_like_limits(root) if not one[0].startswith(FOLDERS_WITHOUT_LIMITS)}
    excepted = {tuple(one.split(":")) for names in exceptions.values() for one in names.split()}
    return ([f"{PAGE}: {name} of {path} is not there" for path, name in sorted(code - rows - excepted)] +
            [f"tools/check_limits.py: {path} has no {name} that would need an exception" for path, name in
             sorted((excepted - code) | (excepted & rows))])


def check(root: Path) -> list[str]:
    page = read(root / PAGE)
    problems = []
    rows = ROW.findall(page)
    if not rows:
        problems.append(f"{PAGE}: there is no table of limits")
    for name, path, value, _, tried in rows:
        place = root / path
        code = defined(read(place), name) if place.exists() else None
        if code is None:
            problems.append(f"{PAGE}: {path} does not define {name}")
        elif code != stated(value):
            problems.append(f"{PAGE}: {name} is {code} in {path}, not {value.strip()}")
        problems += [f"{PAGE}: {name} is tried in {test}, which is not there"
                     for test in LINK.findall(tried) if not (root / test).exists()]
    problems += unnamed(root, {(path, name) for name, path, *_ in rows})
    numbers = dict(CODE.findall(read(root / "src/base/messages/limit.def")))
    tests = {path: read(path) for path in project_files(root, "_test.cpp", "_test.py")}
    given = {name for path in project_files(root, ".cpp", ".h") if path not in tests and "src" in path.parts
             for name in GIVEN.findall(read(path))}
    for name in sorted(given):
        code = numbers.get(name, name)
        if code not in page:
            problems.append(f"{PAGE}: {code} ({name}) is not there")
        if not any(code in text or name in text for text in tests.values()):
            problems.append(f"{code} ({name}) is hit by no test")
    return problems


if __name__ == "__main__":
    sys.exit(report(check))
