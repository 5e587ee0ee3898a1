// Any user list: what was read can be written and read again.
#include "formats/exchange/user_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto text = csv::to_utf8(as_text(Bytes(data, size)));
    if (!text) return 0;
    const auto list = exchange::read_user_list(*text);
    if (!list) return 0;
    const auto again = exchange::read_user_list(exchange::user_list_text(*list));
    // Quotes can make a record longer than the reader takes.
    if (!again) return again.error().code == Errc::too_large ? 0 : (std::abort(), 0);
    if (again->columns != list->columns || again->rows.size() != list->rows.size()) std::abort();
    return 0;
}
