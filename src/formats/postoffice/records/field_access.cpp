#include "formats/postoffice/records/field_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {
namespace {

constexpr int kHexadecimal = 16;

bool holds_text(FieldKind kind) { return kind == FieldKind::text || kind == FieldKind::obfuscated_text; }

tl::unexpected<Error> wrong_kind(const Field& field) {
    return fail(Errc::bad_value, fmt::format("field {} is {}", field.name, name_of(field.kind)));
}

bool holds_number(FieldKind kind) {
    return kind == FieldKind::byte || kind == FieldKind::word || kind == FieldKind::dword || kind == FieldKind::flag;
}

}  // namespace

std::string hexid_text(std::uint32_t hexid) { return fmt::format("{:08X}", hexid); }

std::optional<std::uint32_t> hexid_value(std::string_view text) {
    if (text.size() != kHexidDigits) return std::nullopt;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, kHexadecimal);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<Bytes> field_bytes(const Field& field, Bytes record) {
    if (field.offset > record.size() || field.size > record.size() - field.offset)
        return fail(Errc::truncated, fmt::format("the record ends before field {}", field.name), field.offset);
    return record.subspan(field.offset, field.size);
}

namespace {

Result<MutableBytes> field_space(const Field& field, MutableBytes record) {
    TRY(field_bytes(field, record));
    return record.subspan(field.offset, field.size);
}

}  // namespace

Result<std::string> read_text(const Field& field, Bytes record, const FieldCipher& cipher) {
    Bytes bytes = TRY(field_bytes(field, record));
    if (!holds_text(field.kind)) return wrong_kind(field);
    ByteVector plain;
    if (field.kind == FieldKind::obfuscated_text) {
        if (!cipher.decode) return fail(Errc::bad_value, fmt::format("no cipher for field {}", field.name));
        plain = cipher.decode(bytes);
        bytes = plain;
    }
    const Bytes text = until_nul(bytes);
    if (text.size() == bytes.size())
        return fail(Errc::bad_value, fmt::format("the text in field {} has no end", field.name), field.offset);
    return std::string(as_text(text));
}

Result<std::uint32_t> read_number(const Field& field, Bytes record) {
    const Bytes bytes = TRY(field_bytes(field, record));
    if (!holds_number(field.kind)) return wrong_kind(field);
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8U) | bytes[i];
    return value;
}

Result<std::optional<std::uint32_t>> read_hexid(const Field& field, Bytes record) {
    if (field.kind == FieldKind::dword) return TRY(read_number(field, record));
    const Bytes bytes = TRY(field_bytes(field, record));
    if (field.kind != FieldKind::hexid_text) return wrong_kind(field);
    if (std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; })) return std::nullopt;
    const auto value = hexid_value(as_text(bytes.first(kHexidDigits)));
    const bool ended = bytes.size() == kHexidDigits || bytes[kHexidDigits] == 0;
    if (!value || !ended)
        return fail(Errc::bad_value, fmt::format("field {} is no hexadecimal number", field.name), field.offset);
    return value;
}

Result<void> write_text(const Field& field, MutableBytes record, std::string_view text, const FieldCipher& cipher) {
    const MutableBytes space = TRY(field_space(field, record));
    if (!holds_text(field.kind)) return wrong_kind(field);
    if (text.size() >= field.size || text.find('\0') != std::string_view::npos)
        return fail(Errc::bad_value, fmt::format("the text does not fit into field {}", field.name));
    ByteVector bytes(field.size, 0);
    std::ranges::copy(as_bytes(text), bytes.begin());
    if (field.kind == FieldKind::obfuscated_text) {
        if (!cipher.encode) return fail(Errc::bad_value, fmt::format("no cipher for field {}", field.name));
        bytes = cipher.encode(bytes);
    }
    std::ranges::copy(Bytes(bytes).first(std::min(bytes.size(), space.size())), space.begin());
    return {};
}

Result<void> write_number(const Field& field, MutableBytes record, std::uint32_t value) {
    const MutableBytes space = TRY(field_space(field, record));
    if (field.kind == FieldKind::hexid_text) {
        std::ranges::fill(space, std::uint8_t{0});
        std::ranges::copy(as_bytes(hexid_text(value)), space.begin());
        return {};
    }
    if (!holds_number(field.kind)) return wrong_kind(field);
    if (field.size < sizeof(value) && value >> (8 * field.size) != 0)
        return fail(Errc::bad_value, fmt::format("{} does not fit into field {}", value, field.name));
    for (std::uint8_t& byte : space) {
        byte = static_cast<std::uint8_t>(value);
        value >>= 8U;
    }
    return {};
}

}  // namespace restante::postoffice
