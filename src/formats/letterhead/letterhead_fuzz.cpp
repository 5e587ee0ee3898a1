#include "formats/letterhead/letterhead.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

namespace {

using namespace restante;

void run(std::string_view text) {
    const auto head = letterhead::read_letterhead(text);
    if (!head) return;
    if (head->size == 0 || head->size > text.size() || head->from.size() > letterhead::kMostLines) std::abort();
    const std::string_view block = text.substr(0, head->size);
    // What it took ends with the dashes, and alone is a letterhead, too.
    const std::size_t last = block.find_last_not_of("\r\n \t");
    if (last == std::string_view::npos || block[last] != '-') std::abort();
    const auto again = letterhead::read_letterhead(block);
    if (!again || again->size != head->size || again->subject != head->subject || again->to != head->to) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run(as_text({data, size}));
    return 0;
}
