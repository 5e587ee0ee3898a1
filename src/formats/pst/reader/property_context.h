// The properties of an object. Source: docs/formats/pst.md section 9; [MS-PST] 2.3.3.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "formats/pst/property.h"
#include "formats/pst/reader/heap.h"

namespace restante::pst::reader {

// Turns code page bytes of an ANSI file into UTF-8.
using TextDecoder = std::function<std::string(Bytes)>;

struct StoredValue {
    std::uint16_t id = 0, type = 0;
    std::uint32_t word = 0;  // the value itself up to 4 bytes, else where it is
};

// A multi-value or a text above this is not taken into memory; streams are not limited.
constexpr std::uint64_t kMaxValueBytes = 64U << 20U;

// The value of stored bytes. Text without `decoder` is taken as it is. Errors: bad_value (wrong length),
// unsupported (a type the value classes do not have).
Result<Value> decode_value(std::uint16_t type, Bytes bytes, const TextDecoder& decoder);
// Bytes of a value of this type, 0 when they vary. Types: [MS-OXCDATA] 2.11.1.
[[nodiscard]] std::size_t stored_size(std::uint16_t type);
[[nodiscard]] bool is_known_type(std::uint16_t type);

class PropertyContext {
public:
    // Errors: bad_value (no property context), those of the layers below.
    static Result<PropertyContext> open(Node node, const Report& report = {});

    [[nodiscard]] const std::vector<StoredValue>& list() const { return list_; }  // by id
    [[nodiscard]] const StoredValue* find(std::uint16_t id) const;
    // The stored bytes, also of a value of up to 4 bytes.
    Result<ByteVector> bytes(const StoredValue& stored) const;
    Result<ByteSourcePointer> stream(const StoredValue& stored, const Report& report = {}) const;
    Result<Value> value(const StoredValue& stored, const TextDecoder& decoder) const;
    // Of a property of up to 4 bytes; nothing when it is absent.
    [[nodiscard]] std::optional<std::int32_t> integer(std::uint16_t id) const;
    // "" when absent or unreadable.
    [[nodiscard]] std::string text(std::uint16_t id, const TextDecoder& decoder) const;
    [[nodiscard]] const Node& node() const { return node_; }
    [[nodiscard]] const Heap& heap() const { return heap_; }

private:
    PropertyContext(Node node, Heap heap) : node_(std::move(node)), heap_(std::move(heap)) {}
    Node node_;
    Heap heap_;
    std::vector<StoredValue> list_{};
};

// The bytes behind an HNID: heap item or subnode. 0: none.
Result<ByteVector> read_hnid(const Node& node, const Heap& heap, std::uint32_t hnid);

}  // namespace restante::pst::reader
