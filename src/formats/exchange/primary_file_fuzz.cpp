// Any primary file: every row is read in every way, and rows written out are found again.
#include "formats/exchange/primary_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/exchange/address_book_row.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/row_salvage.h"

namespace {

using namespace restante;
using namespace restante::exchange;

void read_section(Bytes bytes, const CodePage& page, const PrimarySection& section) {
    const FieldResolver resolve = [](const SectionPointer& pointer) -> Result<std::string> { return pointer.file; };
    for (const RowPlace& place : section.rows) {
        if (place.size > bytes.size() || place.offset > bytes.size() - place.size) std::abort();
        std::size_t unmappable = 0;
        const auto fields = row_at(bytes, page, section, place, unmappable);
        if (const auto rest = salvaged_row(page.decode(bytes.subspan(place.offset, place.size))))
            if (!rest->row.body) std::abort();
        if (!fields) continue;
        bool changed = false;
        if (const auto message = read_message_row(section, *fields, resolve))
            if (message_row_texts(message->row, changed).size() != message_columns().size()) std::abort();
        if (const auto entry = read_address_book_row(section, *fields, resolve))
            if (address_book_row_texts(entry->row).size() != address_book_columns().size()) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const CodePage pages[] = {*CodePage::numbered(1252), *CodePage::numbered(932)};
    const Bytes bytes(data, size);
    for (const CodePage& page : pages) {
        const PrimaryFile file = read_primary_file(bytes, page);
        for (const PrimarySection& section : file.damaged) read_section(bytes, page, section);
        for (const PrimarySection& section : file.sections) {
            read_section(bytes, page, section);
            const std::string text = section_with_rows(bytes, section, section.rows);
            const PrimaryFile again = read_primary_file(as_bytes(text), page);
            if (again.sections.size() != 1 || again.sections[0].owner != section.owner) std::abort();
        }
    }
    return 0;
}
