#include "formats/exchange/transferred_text.h"

namespace restante::exchange {

std::optional<ByteVector> restored_text(Bytes bytes, LineEnds ends, std::uint64_t length) {
    ByteVector restored;
    const auto line_end = [&restored] {
        restored.push_back('\r');
        restored.push_back('\n');
    };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t byte = bytes[i];
        if (ends == LineEnds::line_feed && byte == '\n') {
            line_end();
        } else if (ends == LineEnds::carriage_return && byte == '\r') {
            line_end();
        } else if (ends == LineEnds::doubled && byte == '\n' && i > 0 && bytes[i - 1] == '\r') {
            restored.back() = '\n';  // the CR before it came with the transfer
        } else {
            restored.push_back(byte);
        }
    }
    if (restored.size() == length) return restored;
    // Nothing in it was changed.
    if (bytes.size() == length) return ByteVector(bytes.begin(), bytes.end());
    return std::nullopt;
}

}  // namespace restante::exchange
