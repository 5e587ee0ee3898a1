// Property and table contexts with all their values, from any bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "formats/pst/reader/table_context.h"
#include "formats/pst/reader/wrapped_node_test.h"

namespace {

using namespace restante;
using namespace restante::pst::reader;

void read_properties(const Node& node, const Report& report) {
    const auto context = PropertyContext::open(node, report);
    if (!context) return;
    for (const StoredValue& stored : context->list()) {
        static_cast<void>(context->stream(stored));
        const auto value = context->value(stored, {});
        const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
        if (text != nullptr && stored.type == 0x001F && !is_valid_utf8(*text)) std::abort();
    }
}

void read_table(const Node& node, const Report& report) {
    const auto table = TableContext::open(node, report);
    if (!table) return;
    std::uint64_t rows = 0;
    static_cast<void>(table->for_each_row([&](const Row& row) -> Result<void> {
        if (++rows <= 100) static_cast<void>(row.properties({}));
        return {};
    }));
    if (rows > table->row_count()) std::abort();
    static_cast<void>(table->for_each_index([](std::uint32_t, std::uint64_t) {}, report));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto node = wrap_node(Bytes(data, size));
    if (!node) return 0;
    std::size_t told = 0;
    const Report report = [&](MessageId, const std::string& text, std::uint64_t) { told += text.size(); };
    read_properties(*node, report);
    read_table(*node, report);
    return 0;
}
