// The field list of an address book entry (attribute 0002800C of objects of type 71): a small tree of tagged fields.
// Source: docs/formats/mmf-records.md "Address book fields".
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

namespace address_field {
constexpr std::uint32_t kList = 0, kName = 0, kAddress = 4, kAddressType = 5, kComment = 9, kTransmittableName = 0xA,
                        kObjectType = 0x3000, kTemplate = 0xC001;
}  // namespace address_field

constexpr std::uint32_t kGroupObject = 4;  // object type of a group

// A view: the bytes belong to the attribute.
struct AddressField {
    std::uint32_t id = 0;
    Bytes data{};
};

class AddressFields {
public:
    // `list` is the data of a list field. Members with an impossible place are left out and counted; a list whose
    // index cannot be read is read from its front, as far as it goes. truncated, bad_value: not even that.
    static Result<AddressFields> read(Bytes list, std::uint64_t file_offset = 0);
    // The value of attribute 0002800C: one list field around everything.
    static Result<AddressFields> read_entry(Bytes value, std::uint64_t file_offset = 0);

    [[nodiscard]] const std::vector<AddressField>& fields() const { return fields_; }
    [[nodiscard]] std::size_t unreadable() const { return unreadable_; }
    // The first of several fields of that id; null when there is none.
    [[nodiscard]] const AddressField* find(std::uint32_t id) const;
    // Text of that field up to its NUL, which may be missing; empty when there is no such field.
    [[nodiscard]] Bytes text(std::uint32_t id) const;
    // True when the object type says group.
    [[nodiscard]] bool is_group() const;

private:
    std::vector<AddressField> fields_;
    std::size_t unreadable_ = 0;
};

// The engine's form: members in order, then the index. Returns the list's data.
[[nodiscard]] ByteVector write_address_fields(const std::vector<AddressField>& fields);
// The same inside the list field that is the value of attribute 0002800C.
[[nodiscard]] ByteVector write_address_entry(const std::vector<AddressField>& fields);
// The data of field kObjectType.
[[nodiscard]] ByteVector write_object_type(std::uint32_t type);

}  // namespace restante::mmf
