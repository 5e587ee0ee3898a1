#include "targets/migration/set_read_back.h"

#include <charconv>
#include <cstdint>
#include <set>

#include "formats/csv/csv_reader.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/primary_file.h"
#include "formats/exchange/secondary_file.h"
#include "targets/files/output_file.h"
#include "targets/files/readable_file.h"
#include "targets/migration/set_files.h"

namespace restante::targets::migration {
namespace {

constexpr std::uint64_t kLargestRead = std::uint64_t{8} * 1024 * 1024 * 1024;  // bytes of a file of rows
constexpr std::size_t kItemFields = 4;

// Where the texts of the messages begin that have a row.
std::set<std::uint64_t> offsets_in(std::string_view primary, const CodePage& page) {
    std::set<std::uint64_t> offsets;
    const exchange::FieldResolver leave = [](const exchange::SectionPointer&) { return Result<std::string>(""); };
    const exchange::PrimaryFile file = exchange::read_primary_file(as_bytes(primary), page);
    for (const exchange::PrimarySection& section : file.sections) {
        if (section.kind != exchange::SectionKind::messages) continue;
        for (const exchange::RowPlace& place : section.rows) {
            std::size_t unmappable = 0;
            const auto fields = exchange::row_at(as_bytes(primary), page, section, place, unmappable);
            if (!fields) continue;
            const auto row = exchange::read_message_row(section, *fields, leave);
            if (row && row->row.body) offsets.insert(row->row.body->offset);
        }
    }
    return offsets;
}

}  // namespace

Result<void> read_set_back(const std::string& directory, const std::string& stem, const CodePage& page,
                           const StoredItemVisitor& visit) {
    const std::string primary = TRY(files::read_file(directory + "/" + primary_name(stem), kLargestRead));
    const std::string items = TRY(files::read_file(directory + "/" + items_name(stem), kLargestRead));
    const auto secondary = TRY(files::ReadableFile::open(directory + "/" + secondary_name(stem)));
    const std::set<std::uint64_t> offsets = offsets_in(primary, page);
    csv::Reader reader(items);
    for (;;) {
        const auto record = TRY(reader.next());
        if (!record) return {};
        if (record->fields.size() != kItemFields || record->fields[0] != "message") continue;
        const std::string& place = record->fields[1];
        std::uint64_t offset = 0;
        std::from_chars(place.data(), place.data() + place.size(), offset);
        if (!offsets.contains(offset)) continue;
        const auto sections = exchange::read_data_sections(secondary, offset, page);
        if (!sections || !sections->broken.empty()) continue;
        TRY_VOID(visit({record->fields[2], secondary_name(stem) + "(" + place + ")", 0, {}}));
    }
}

}  // namespace restante::targets::migration
