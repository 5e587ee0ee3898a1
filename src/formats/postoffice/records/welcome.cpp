#include "formats/postoffice/records/welcome.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/byte_writer.h"
#include "base/bytes.h"

namespace restante::postoffice {
namespace {

constexpr std::uint8_t kEndOfFile = 0x1A;

bool belongs_to_text(std::uint8_t byte) { return byte >= ' ' || byte == '\r' || byte == '\n' || byte == '\t'; }

}  // namespace

Welcome read_welcome(Bytes bytes) {
    std::size_t end = bytes.size();
    while (end > 0 && bytes[end - 1] == 0) --end;
    if (end > 0 && bytes[end - 1] == kEndOfFile) --end;
    std::size_t begin = end;
    while (begin > 0 && belongs_to_text(bytes[begin - 1])) --begin;
    Welcome welcome;
    welcome.header.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(begin));
    welcome.text = as_text(bytes.subspan(begin, end - begin));
    welcome.rest.assign(bytes.begin() + static_cast<std::ptrdiff_t>(end), bytes.end());
    return welcome;
}

ByteVector write_welcome(const Welcome& welcome) {
    ByteWriter writer;
    writer.bytes(welcome.header);
    writer.text(welcome.text);
    writer.bytes(welcome.rest);
    return std::move(writer).take();
}

}  // namespace restante::postoffice
