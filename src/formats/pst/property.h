// The values callers hand to the writer. The type of a property follows from the C++ type of its value; text is UTF-8
// and becomes UTF-16 or code page bytes as the format demands. Source: docs/formats/pst.md section 9; [MS-PST] 2.3.3.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"

namespace restante::pst {

using Guid = std::array<std::uint8_t, 16>;  // as stored: the first three fields little-endian

// 100 ns steps since 1601-01-01 UTC.
struct FileTime {
    std::uint64_t ticks = 0;

    // Seconds since 1970; times before 1601 become 1601.
    [[nodiscard]] static constexpr FileTime from_unix(std::int64_t seconds) {
        constexpr std::int64_t kUnixEpoch = 11'644'473'600;  // seconds after 1601
        const std::int64_t since = seconds + kUnixEpoch;
        return FileTime{since < 0 ? 0 : static_cast<std::uint64_t>(since) * 10'000'000U};
    }
    bool operator==(const FileTime&) const = default;
};

using Value = std::variant<bool,                       // PtypBoolean
                           std::int32_t,               // PtypInteger32
                           std::int64_t,               // PtypInteger64
                           double,                     // PtypFloating64
                           FileTime,                   // PtypTime
                           Guid,                       // PtypGuid
                           std::string,                // PtypString or PtypString8: UTF-8, no terminating NUL
                           ByteVector,                 // PtypBinary
                           ByteSourcePointer,          // PtypBinary, read in pieces while it is written; null = empty
                           std::vector<std::int32_t>,  // PtypMultipleInteger32
                           std::vector<std::string>,   // PtypMultipleString or PtypMultipleString8
                           std::vector<ByteVector>>;   // PtypMultipleBinary

struct Property {
    std::uint16_t id = 0;  // 0x0001 to 0x7FFF, or an id that Writer::named gave out
    Value value{};
};

using Properties = std::vector<Property>;  // in any order; of two with the same id the later one counts

// The name behind an id of 0x8000 and above.
struct PropertyName {
    Guid set{};
    std::variant<std::uint32_t, std::string> name{};  // number, or UTF-8 text
    auto operator<=>(const PropertyName&) const = default;
};

// Property sets ([MS-OXPROPS] 1.3.2).
constexpr Guid property_set(std::uint32_t first) {
    return Guid{static_cast<std::uint8_t>(first),
                static_cast<std::uint8_t>(first >> 8U),
                static_cast<std::uint8_t>(first >> 16U),
                static_cast<std::uint8_t>(first >> 24U),
                0,
                0,
                0,
                0,
                0xC0,
                0,
                0,
                0,
                0,
                0,
                0,
                0x46};
}
constexpr Guid kMapiSet = property_set(0x00020328);
constexpr Guid kPublicStringsSet = property_set(0x00020329);
constexpr Guid kAppointmentSet = property_set(0x00062002);
constexpr Guid kAddressSet = property_set(0x00062004);
constexpr Guid kCommonSet = property_set(0x00062008);

}  // namespace restante::pst
