// MAPI properties as TNEF packs them. Source: [MS-OXTNEF] 2.1.3.4 (docs/formats/tnef.md "Properties").
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante::tnef {

namespace property_type {
constexpr std::uint16_t kNull = 0x01, kShort = 0x02, kLong = 0x03, kFloat = 0x04, kDouble = 0x05, kCurrency = 0x06,
                        kAppTime = 0x07, kError = 0x0A, kBoolean = 0x0B, kObject = 0x0D, kLongLong = 0x14,
                        kString8 = 0x1E, kUnicode = 0x1F, kTime = 0x40, kGuid = 0x48, kBinary = 0x102;
constexpr std::uint16_t kMultiple = 0x1000;
}  // namespace property_type

struct PropertyName {
    std::array<std::uint8_t, 16> set{};
    std::optional<std::uint32_t> number{};  // absent: `text` is the name
    ByteVector text{};                      // UTF-16LE with its terminating NUL

    bool operator==(const PropertyName&) const = default;
};

struct Property {
    std::uint16_t type = 0;  // with kMultiple where it applies
    std::uint16_t id = 0;
    std::optional<PropertyName> name{};  // of ids from 8000 on
    std::vector<SourceRange> values{};   // without padding; objects with their 16 bytes of interface id

    [[nodiscard]] std::uint16_t base_type() const {
        return static_cast<std::uint16_t>(type & ~property_type::kMultiple);
    }
};

// Properties that came before a fault are kept; the error says why there are no more.
struct PropertyList {
    std::vector<Property> properties{};
    std::optional<Error> fault{};

    // The first with this id and a value; null if there is none.
    [[nodiscard]] const Property* find(std::uint16_t id) const;
};

// Reads one list: u32 number, then the properties.
[[nodiscard]] PropertyList read_properties(SourceReader& reader);

// The first value of a numeric property of up to eight bytes.
Result<std::uint64_t> number_of(const ByteSource& source, const Property& property);

// For tests: the list, with one byte vector a value.
struct PropertyValue {
    std::uint16_t type = 0, id = 0;
    std::optional<PropertyName> name{};
    std::vector<ByteVector> values{};
};
void write_properties(ByteWriter& writer, const std::vector<PropertyValue>& properties);

}  // namespace restante::tnef
