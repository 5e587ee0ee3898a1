// Properties in stored form, sorted by id: what a property context and the rows about the object are written from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "formats/pst/ltp/text_codec.h"
#include "formats/pst/property.h"

namespace restante::pst::ltp {

// Property types ([MS-OXCDATA] 2.11.1).
constexpr std::uint16_t kInteger32 = 0x0003;
constexpr std::uint16_t kFloating64 = 0x0005;
constexpr std::uint16_t kBoolean = 0x000B;
constexpr std::uint16_t kObject = 0x000D;
constexpr std::uint16_t kInteger64 = 0x0014;
constexpr std::uint16_t kText8 = 0x001E;
constexpr std::uint16_t kText16 = 0x001F;
constexpr std::uint16_t kTime = 0x0040;
constexpr std::uint16_t kGuid = 0x0048;
constexpr std::uint16_t kBinary = 0x0102;
constexpr std::uint16_t kMultiple = 0x1000;

// Bytes of a value of that type; 0 when it varies.
[[nodiscard]] std::size_t fixed_size(std::uint16_t type);

struct StoredProperty {
    std::uint16_t id = 0;
    std::uint16_t type = 0;
    std::uint64_t fixed = 0;             // the value, for types of up to 8 bytes
    std::size_t at = 0, size = 0;        // else its bytes in the set
    const ByteSource* stream = nullptr;  // or the source to read them from, owned by the caller's Property
};

class PropertySet {
public:
    explicit PropertySet(const TextCodec& codec) : codec_(codec) {}

    void clear();
    // Values borrowed from `property` (streams) must outlive the use of the set.
    void add(const Property& property);
    void add_all(const Properties& properties) {
        for (const Property& property : properties) add(property);
    }
    void add_fixed(std::uint16_t id, std::uint16_t type, std::uint64_t value);
    void add_bytes(std::uint16_t id, std::uint16_t type, Bytes bytes);
    void add_text(std::uint16_t id, std::string_view utf8);
    // To be called after the last add and before everything below. Of equal ids the last one stays.
    void sort();

    [[nodiscard]] const std::vector<StoredProperty>& list() const { return list_; }
    [[nodiscard]] const StoredProperty* find(std::uint16_t id) const;  // null when absent
    // Changes a value of up to 8 bytes that is there.
    void replace_fixed(std::uint16_t id, std::uint64_t value);
    [[nodiscard]] Bytes bytes_of(const StoredProperty& property) const {
        return Bytes(arena_).subspan(property.at, property.size);
    }

private:
    template <class Append>
    void add_varying(std::uint16_t id, std::uint16_t type, Append&& append);

    const TextCodec& codec_;
    std::vector<StoredProperty> list_;
    ByteVector arena_;
};

}  // namespace restante::pst::ltp
