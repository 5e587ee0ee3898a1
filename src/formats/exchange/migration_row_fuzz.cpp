// Any row: what was read can be written and read again, and no person turns into another.
#include "formats/exchange/migration_row.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"
#include "formats/exchange/recipient.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto row = exchange::read_row(as_text(Bytes(data, size)));
    if (!row) return 0;
    std::vector<std::string> texts;
    for (const exchange::RowField& field : *row) {
        texts.push_back(exchange::row_field(field.text));
        const std::vector<std::string> values = exchange::split_list(field.text);
        if (exchange::split_list(exchange::joined_list(values)) != values) std::abort();
        for (const std::string& value : values) {
            bool changed = false;
            const exchange::Recipient one = exchange::read_recipient(value);
            const std::string written = exchange::recipient_text(one, changed);
            // Once written it stays what it is.
            bool again = false;
            if (exchange::recipient_text(exchange::read_recipient(written), again) != written) std::abort();
        }
    }
    const auto read = exchange::read_row(exchange::joined_row(texts));
    if (!read || read->size() != row->size()) std::abort();
    for (std::size_t i = 0; i < row->size(); ++i)
        if ((*read)[i].text != (*row)[i].text) std::abort();
    return 0;
}
