#include "targets/pst/outlook_text.h"

#include <algorithm>

#include "base/byte_block.h"
#include "base/utf8.h"

namespace restante::targets {

OutlookText::OutlookText(std::string_view stored) {
    text_.reserve(stored.size());
    std::size_t characters = 0;
    while (true) {
        const std::size_t end = unmarked_prefix(
            stored, [](ByteBlock block) { return block.equal('\r') | block.equal('\n') | block.equal('\0'); });
        text_ += stored.substr(0, end);
        if (end == stored.size()) return;
        characters += utf8_length(stored.substr(0, end));
        stored.remove_prefix(end);
        if (stored.front() == '\0') {
            text_ += "\xE2\x90\x80";
            ++nuls_;
        } else {
            text_ += "\r\n";
        }
        const bool usual = stored.starts_with("\r\n");
        if (!usual && stored.front() != '\0') grown_.push_back(static_cast<std::uint32_t>(characters));
        characters += usual ? 2 : 1;
        stored.remove_prefix(usual ? 2 : 1);
    }
}

std::uint32_t OutlookText::place_of(std::uint32_t character) const {
    const auto before = std::ranges::lower_bound(grown_, character) - grown_.begin();
    return character + static_cast<std::uint32_t>(before);
}

}  // namespace restante::targets
