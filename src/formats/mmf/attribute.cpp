#include "formats/mmf/attribute.h"

#include <array>

namespace restante::mmf {

AttributeType attribute_type(std::uint32_t id) {
    const auto type = static_cast<std::uint16_t>(id >> 16U);
    return type >= static_cast<std::uint16_t>(AttributeType::other) ? AttributeType::other
                                                                    : static_cast<AttributeType>(type);
}

std::size_t minimum_size(AttributeType type) {
    static constexpr std::array<std::size_t, 10> kMinimum{8, 0, 0, 14, 2, 4, 1, 2, 4, 1};
    return kMinimum.at(static_cast<std::size_t>(type));
}

Result<std::uint32_t> integer_value(std::uint32_t id, Bytes value, std::uint64_t file_offset) {
    ByteReader reader(value, file_offset);
    switch (attribute_type(id)) {
        case AttributeType::short_integer:
        case AttributeType::word:
            return std::uint32_t{TRY(reader.le<std::uint16_t>())};
        case AttributeType::long_integer:
        case AttributeType::dword:
            return TRY(reader.le<std::uint32_t>());
        default:
            return fail(Errc::bad_value, "the attribute is not a number", file_offset);
    }
}

}  // namespace restante::mmf
