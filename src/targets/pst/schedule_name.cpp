#include "targets/pst/schedule_name.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_reader.h"
#include "base/code_page.h"
#include "base/utf8.h"

namespace restante::targets {
namespace {

constexpr int kWindowsWestern = 1252;

// Up to the NUL, if there is one.
std::string text_of(Bytes bytes) {
    const std::string_view raw = as_text(bytes).substr(0, as_text(bytes).find('\0'));
    if (is_valid_utf8(raw)) return std::string(raw);
    const auto page = CodePage::numbered(kWindowsWestern);
    return page ? page->decode(as_bytes(raw)) : std::string{};
}

Result<std::string> read_text(ByteReader& reader) {
    const auto size = TRY(reader.le<std::uint16_t>());
    return text_of(TRY(reader.bytes(size)));
}

}  // namespace

std::optional<Person> read_schedule_name(Bytes blob) {
    ByteReader reader(blob);
    const auto name = read_text(reader);
    if (!name) return std::nullopt;
    const auto address = read_text(reader);
    if (!address) return person_of(*name, "", "");  // the name alone is worth having
    const std::size_t colon = address->find(':');
    const bool typed = colon != std::string::npos;
    return person_of(*name, std::string_view(*address).substr(0, colon),
                     typed ? std::string_view(*address).substr(colon + 1) : std::string_view{});
}

}  // namespace restante::targets
