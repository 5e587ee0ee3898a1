// Elements in memory, with what they hold: read from bytes, and written. Source: docs/formats/postoffice-mail.md 4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_writer.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante::postoffice {

constexpr std::size_t kMaximumElements = 100'000;  // in one read; more than any list of recipients

struct ElementNode {
    std::uint8_t code = 0;
    std::optional<std::uint64_t> qualifier{};  // exactly those codes have one that contain kQualifierBit
    std::vector<ElementNode> properties{};     // none: no property list is written
    ByteVector data{};                         // of an element that is no constructor
    std::vector<ElementNode> children{};       // of a constructor
    bool indefinite = false;                   // of a constructor: ended by End-of-Constructor
    std::uint8_t length_octets = 0;            // more than the length needs; 0: as many as it needs

    bool operator==(const ElementNode&) const = default;
};

struct ElementNodes {
    std::vector<ElementNode> nodes{};
    std::optional<Error> damage{};  // why reading ended before the bytes did, or what was cut; `nodes` came before it
};

// Offsets of `damage` count from `file_offset`. Holds no more than `bytes`, in at most kMaximumElements nodes.
[[nodiscard]] ElementNodes read_elements(Bytes bytes, std::uint64_t file_offset = 0);

void write_element(ByteWriter& writer, const ElementNode& node);

// Contents of an Integer: at most eight bytes, low-order first (Q104423). Nothing when there are more.
[[nodiscard]] std::optional<std::uint64_t> integer_value(Bytes data);
[[nodiscard]] ElementNode integer_node(std::uint64_t value, std::size_t size);
[[nodiscard]] ElementNode string_node(Bytes data);

}  // namespace restante::postoffice
