#include "sources/migration/found_files.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "base/code_page.h"
#include "formats/exchange/primary_file.h"
#include "formats/exchange/section_scan.h"

namespace restante::sources::migration {
namespace {

constexpr std::uint64_t kLookedAt = 256UL * 1024;  // bytes at the start of a file
constexpr std::uint64_t kLargestSample = 4UL * 1024 * 1024;
constexpr std::string_view kScheduleStart = "SCHEDULE+2 EXPORT";
constexpr int kWindowsPage = 1252, kDosPage = 850;
constexpr std::size_t kSureHeaders = 2;

Result<ByteVector> start_of(const ByteSource& file, std::uint64_t most) {
    ByteVector start(static_cast<std::size_t>(std::min(file.size(), most)));
    TRY_VOID(file.read(0, start));
    return start;
}

bool has_ending(std::string_view name, std::string_view ending) {
    return name.size() > ending.size() && equals_ignoring_ascii_case(name.substr(name.size() - ending.size()), ending);
}

}  // namespace

SetFile kind_of_set_file(const ByteSource& file) {
    if (is_packing_list_file(file)) return SetFile::packing_list;
    auto start = start_of(file, kLookedAt);
    if (!start) return SetFile::none;
    if (as_text(*start).starts_with(kScheduleStart)) return SetFile::schedule;
    const auto page = CodePage::numbered(kWindowsPage);
    if (page) {
        const exchange::PrimaryFile rows = exchange::read_primary_file(*start, *page);
        const bool damaged = std::ranges::any_of(rows.damaged, [](const exchange::PrimarySection& section) {
            return !section.title_lost || !section.heading_lost;
        });
        if (!rows.sections.empty() || damaged) return SetFile::primary;
    }
    const auto headers = exchange::find_headers(MemoryBytes(std::move(*start)));
    if (!headers) return SetFile::none;
    const bool heading = std::ranges::any_of(headers->list, &exchange::FoundHeader::heading);
    const auto rows = std::ranges::count_if(headers->list, &exchange::FoundHeader::line_start);
    return heading || static_cast<std::size_t>(rows) >= kSureHeaders ? SetFile::secondary : SetFile::none;
}

FoundFiles find_set_files(MigrationFiles& files, exchange::PackingList list, const std::string& known,
                          const std::vector<std::string>& wanted) {
    FoundFiles found;
    found.list = std::move(list);
    std::set<std::string> taken;
    const auto take = [&taken](const exchange::PackingList& one) {
        for (const auto* names : {&one.primary, &one.secondary})
            for (const std::string& name : *names) taken.insert(fold_case(name));
    };
    take(found.list);
    std::vector<std::pair<std::string, SetFile>> others;
    for (const std::string& name : wanted.empty() ? files.names() : wanted) {
        if (files.find(name) == nullptr) continue;
        const auto file = files.find(name)->open();
        if (!file) continue;
        SetFile kind = kind_of_set_file(**file);
        // What is behind foreign data, or too short to be sure of, may have its name still.
        if (kind == SetFile::none && has_ending(name, ".pri")) kind = SetFile::primary;
        if (kind == SetFile::none && has_ending(name, ".sec")) kind = SetFile::secondary;
        if (kind == SetFile::packing_list && fold_case(name) != fold_case(known)) {
            const auto bytes = read_all(**file, exchange::kLargestPackingList);
            const auto other =
                bytes ? exchange::read_packing_list(*bytes) : Result<exchange::PackingList>(fail(bytes.error()));
            if (other && other->odd_lines.empty()) take(*other);
        }
        others.emplace_back(name, kind);
    }
    for (const auto& [name, kind] : others) {
        if (kind == SetFile::schedule) found.schedules.push_back(name);
        if ((kind != SetFile::primary && kind != SetFile::secondary) || taken.contains(fold_case(name))) continue;
        (kind == SetFile::primary ? found.list.primary : found.list.secondary).push_back(name);
        found.found.push_back(name);
    }
    return found;
}

// Letters with accents are C0 to FF in the pages of Windows, 80 to A5 in those of DOS.
int likely_code_page(MigrationFiles& files, const std::vector<std::string>& primary) {
    std::size_t windows = 0, dos = 0;
    for (const std::string& name : primary) {
        const OpenableFile* const known = files.find(name);
        if (known == nullptr) continue;
        const auto file = known->open();
        const auto bytes = file ? start_of(**file, kLargestSample) : Result<ByteVector>(fail(file.error()));
        if (!bytes) continue;
        for (const std::uint8_t byte : *bytes) {
            windows += byte >= 0xC0 ? 1U : 0U;
            dos += byte >= 0x80 && byte <= 0xA5 ? 1U : 0U;
        }
    }
    return dos > windows ? kDosPage : kWindowsPage;
}

}  // namespace restante::sources::migration
