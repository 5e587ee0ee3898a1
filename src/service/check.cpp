#include "service/check.h"

#include <sys/stat.h>

#include <algorithm>

#include "formats/mmf/checker.h"
#include "formats/mmf/store.h"
#include "formats/pst/reader/checker.h"
#include "formats/pst/reader/file_header.h"
#include "service/check_postoffice.h"
#include "service/migration_file.h"
#include "service/postoffice_file.h"
#include "sources/file_bytes.h"
#include "sources/source.h"

namespace restante::service {
namespace {

// A format that can be checked is one row here.
struct Format {
    const char* name;
    bool (*sniff)(Bytes start);
    Result<void> (*check)(ByteSourcePointer file, Findings& findings);
};

constexpr Format kFormats[] = {
    {"message file (MMF)", mmf::Store::sniff, mmf::check_store},
    {"Outlook data file (PST)", pst::reader::sniff, pst::reader::check_pst},
};

constexpr std::size_t kSniffed = 512;  // bytes at the start of the file

bool is_directory(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

Result<const char*> check_by_content(const ByteSourcePointer& file, Findings& findings) {
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), kSniffed)));
    TRY_VOID(file->read(0, start));
    for (const Format& format : kFormats) {
        if (!format.sniff(start)) continue;
        TRY_VOID(format.check(file, findings));
        return format.name;
    }
    return nullptr;
}

}  // namespace

bool Checked::clean() const {
    return std::none_of(findings.list().begin(), findings.list().end(),
                        [](const Finding& finding) { return finding.severity() != Severity::info; });
}

Outcome<Checked> check(const std::string& path) {
    if (is_directory(path)) {
        const std::string list = migration_set_in(path);
        auto office = check_directory(path, check_by_content);
        return office || list.empty() ? std::move(office) : check(list);
    }
    const auto file = sources::FileBytes::open(path);
    if (!file) return refuse_source(file.error());
    Checked checked;
    const auto known = check_by_content(*file, checked.findings);
    if (!known) return refuse_source(Error(known.error()).in(path));
    if (*known != nullptr) {
        checked.format = *known;
        return checked;
    }
    const auto of_set = check_migration_file(path, *file, checked.findings);
    if (!of_set) return refuse_source(Error(of_set.error()).in(path));
    if (*of_set != nullptr) {
        checked.format = *of_set;
        return checked;
    }
    if (const auto kind = recognise_postoffice_file(path)) {
        checked.format = kind->name;
        const auto done = check_postoffice_file(*kind, **file, {}, checked.findings);
        if (!done) return refuse_source(Error(done.error()).in(path));
        return checked;
    }
    // A message file whose first bytes are destroyed still is one.
    checked.format = "message file (MMF) without a usable header";
    const auto done = mmf::check_store(*file, checked.findings);
    if (done) return checked;
    const auto opened = sources::open_source(path, {});  // says best what it looks like
    return refuse_source(opened ? Error(done.error()).in(path) : opened.error());
}

}  // namespace restante::service
