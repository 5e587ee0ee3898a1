// Where the fields of a record lie, as data: what no document tells must be replaceable without a new program.
// Source: docs/formats/postoffice-records.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::postoffice {

enum class FieldKind : std::uint8_t {
    bytes,            // not understood, kept
    text,             // in the postoffice's code page, ended by NUL, the rest of the field is padding
    obfuscated_text,  // the same below the string cipher, which starts anew in each field
    byte,
    word,        // little-endian, as all numbers are
    dword,       // mailbag number, TID or place in another file
    hexid_text,  // eight hexadecimal digits, then NUL when the field has room; all NUL: none
    flag,        // one byte, `live` or its opposite
};

enum class EvidenceTag : std::uint8_t {
    documented,  // an article says so
    dumped,      // read from bytes an article prints
    inferred,    // follows from sizes or from how programs behave
    candidate,   // one of several that would fit: believed only when the postoffice itself proves it
};

struct Field {
    std::string name{};  // "mailbox"
    std::size_t offset = 0, size = 0;
    FieldKind kind = FieldKind::bytes;
    EvidenceTag evidence = EvidenceTag::candidate;
    std::uint8_t live = 1;  // of a flag: what says that the record is in use

    [[nodiscard]] std::size_t end() const { return offset + size; }
    bool operator==(const Field&) const = default;
};

struct RecordLayout {
    std::string name{};  // "ACCESS2"
    std::size_t header_size = 0, record_size = 0;
    std::vector<Field> fields{};  // what lies between them is kept and not named

    [[nodiscard]] const Field* find(std::string_view field) const;  // null: no such field
    bool operator==(const RecordLayout&) const = default;
};

constexpr std::size_t kLargestRecord = 65536, kLargestHeader = 65536;
constexpr std::size_t kHexidDigits = 8;

// bad_value: no record size, a field outside the record, two that share a byte or a name, a size its kind cannot have.
Result<void> validate(const RecordLayout& layout);

[[nodiscard]] std::string_view name_of(FieldKind kind);     // "hexid text"
[[nodiscard]] std::string_view name_of(EvidenceTag tag);    // "documented"
Result<FieldKind> field_kind_named(std::string_view name);  // bad_value: no such kind
Result<EvidenceTag> evidence_tag_named(std::string_view name);

}  // namespace restante::postoffice
