// A stored attribute that no field of Message covers. Kept so that nothing is lost.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/byte_source.h"
#include "base/local_time.h"
#include "model/address.h"

namespace restante::model {

enum class AttributeType : std::uint8_t {
    triples,
    string,
    text,
    date,
    short_integer,
    long_integer,
    byte,
    word,
    dword,
    other
};

struct Attribute {
    // monostate: there, but invalid (a date that does not exist). Unsigned for all integer types.
    using Value =
        std::variant<std::monostate, std::string, std::uint32_t, LocalTime, std::vector<Address>, ByteSourcePointer>;

    std::uint32_t id = 0;  // the legacy TNEF attribute id, e.g. 0x00030006
    AttributeType type = AttributeType::other;
    Value value{};
};

// "triples", "string", "text", "date", "short", "long", "byte", "word", "dword", "other"
[[nodiscard]] std::string_view name_of(AttributeType type);

}  // namespace restante::model
