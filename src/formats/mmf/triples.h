// Lists of senders and recipients. Source: docs/formats/mmf-records.md "Triples".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace restante::mmf {

namespace triple {
constexpr std::uint16_t kNull = 0, kUnresolved = 1, kProvider = 2, kResolved = 3, kOneOff = 4, kProviderGroup = 5,
                        kOffline = 6, kIgnore = 7, kClassEntry = 8, kGroup = 9, kFirstInvalid = 10;
}  // namespace triple

constexpr std::size_t kTripleHeader = 8;  // bytes before name and data

// A view: the bytes belong to the attribute.
struct Triple {
    std::uint16_t kind = 0;
    std::uint16_t list_size = 0;  // bytes from here to the end of the list; garbage in repaired stores, never used
    Bytes name_field{};           // with NUL and padding
    Bytes data_field{};           // with padding

    // The name up to its NUL; absent when the field is empty.
    [[nodiscard]] std::optional<Bytes> name() const;
};

enum class TripleEnd : std::uint8_t {
    terminated,  // by the null triple, as it should be
    open,        // by the end of the value
    invalid,     // by a triple of unknown kind or one that runs past the value: something may be lost
};

// Reads one triple after another without allocating.
class TripleReader {
public:
    explicit TripleReader(Bytes value) : rest_(value) {}
    // The next one, or nothing at the end of the list.
    std::optional<Triple> next();
    [[nodiscard]] TripleEnd end() const { return end_; }  // once next() gave nothing
    [[nodiscard]] Bytes rest() const { return rest_; }    // what was not read: from the terminator on

private:
    Bytes rest_;
    TripleEnd end_ = TripleEnd::open;
};

struct TripleList {
    std::vector<Triple> triples{};
    Bytes rest{};  // terminator and everything behind it
    TripleEnd end = TripleEnd::open;
};

// Views into `value`. Never fails: what cannot be read is in `rest`.
[[nodiscard]] TripleList read_triples(Bytes value);
[[nodiscard]] ByteVector write_triples(const TripleList& list);

// For new lists: fields are terminated and padded to a multiple of 4, list sizes computed, the null triple added.
struct NewTriple {
    std::uint16_t kind = triple::kResolved;
    std::string name{};        // "" = no name field
    std::string data{};        // "MS:NET/PO/USER", or raw provider data; "" = no data field
    bool data_is_text = true;  // a NUL is added
};
[[nodiscard]] ByteVector build_triples(std::span<const NewTriple> triples);

}  // namespace restante::mmf
