// Any text: is read or refused, and never gives more than it holds.
#include "formats/vcard/vcard_reader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto cards = vcard::read_cards(as_text(Bytes(data, size)));
    if (!cards) return 0;
    std::size_t held = 0;
    for (const vcard::Card& card : *cards)
        for (const vcard::Property& one : card.properties) held += one.value.size();
    if (held > size) std::abort();
    return 0;
}
