#include "formats/mmf/address_field.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kFirstField = 4;  // behind the offset of the index
constexpr std::size_t kFieldHead = 8;   // id, size
constexpr std::size_t kIndexEntry = 12;
constexpr std::size_t kObjectTypeOffset = 0x14;  // in the data of the object type

Result<AddressField> read_field(ByteReader& reader) {
    AddressField field;
    field.id = TRY(reader.le<std::uint32_t>());
    const auto size = TRY(reader.le<std::uint32_t>());
    field.data = TRY(reader.bytes(size));
    return field;
}

// The number of members, when offset and size of the index are possible.
Result<std::uint32_t> read_count(ByteReader& index) {
    const auto count = TRY(index.le<std::uint32_t>());
    if (count > index.remaining() / kIndexEntry)
        return fail(Errc::bad_value, "the index of the field list is longer than the list", index.offset());
    return count;
}

std::vector<AddressField> read_from_front(Bytes list) {
    std::vector<AddressField> fields;
    ByteReader reader(list);
    if (!reader.skip(kFirstField)) return fields;
    while (reader.remaining() >= kFieldHead) {
        const auto field = read_field(reader);
        if (!field) break;
        fields.push_back(*field);
    }
    return fields;
}

}  // namespace

Result<AddressFields> AddressFields::read(Bytes list, std::uint64_t file_offset) {
    AddressFields result;
    ByteReader reader(list, file_offset);
    const auto index_offset = TRY(reader.le<std::uint32_t>());
    const auto indexed = [&]() -> Result<void> {
        ByteReader index(list, file_offset);
        TRY_VOID(index.seek(index_offset));
        const auto count = TRY(read_count(index));
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto id = TRY(index.le<std::uint32_t>());
            TRY_VOID(index.skip(sizeof(std::uint32_t)));  // size of the data; the field itself says it again
            const auto position = TRY(index.le<std::uint32_t>());
            ByteReader member(list, file_offset);
            const auto field = member.seek(position) ? read_field(member) : fail(Errc::truncated, "");
            if (field && field->id == id)
                result.fields_.push_back(*field);
            else
                ++result.unreadable_;
        }
        return {};
    }();
    if (indexed) return result;
    result.fields_ = read_from_front(list);
    ++result.unreadable_;
    if (result.fields_.empty()) return fail(indexed.error());
    return result;
}

Result<AddressFields> AddressFields::read_entry(Bytes value, std::uint64_t file_offset) {
    ByteReader reader(value, file_offset);
    const auto field = TRY(read_field(reader));
    if (field.id != address_field::kList)
        return fail(Errc::bad_value, "the entry's fields do not start with a list", file_offset);
    return read(field.data, file_offset + kFieldHead);
}

const AddressField* AddressFields::find(std::uint32_t id) const {
    const auto found = std::ranges::find(fields_, id, &AddressField::id);
    return found == fields_.end() ? nullptr : &*found;
}

Bytes AddressFields::text(std::uint32_t id) const {
    const AddressField* const field = find(id);
    return field == nullptr ? Bytes{} : until_nul(field->data);
}

bool AddressFields::is_group() const {
    const AddressField* const field = find(address_field::kObjectType);
    if (field == nullptr || field->data.size() < kObjectTypeOffset) return false;
    const auto object_type = ByteReader(field->data.subspan(kObjectTypeOffset)).le<std::uint32_t>();
    return object_type && *object_type == kGroupObject;
}

ByteVector write_address_fields(const std::vector<AddressField>& fields) {
    ByteWriter writer;
    writer.le<std::uint32_t>(0);
    std::vector<std::uint32_t> positions;
    for (const AddressField& field : fields) {
        positions.push_back(static_cast<std::uint32_t>(writer.size()));
        writer.le(field.id);
        writer.le(static_cast<std::uint32_t>(field.data.size()));
        writer.bytes(field.data);
    }
    writer.patch_le(0, static_cast<std::uint32_t>(writer.size()));
    writer.le(static_cast<std::uint32_t>(fields.size()));
    for (std::size_t i = 0; i < fields.size(); ++i) {
        writer.le(fields[i].id);
        writer.le(static_cast<std::uint32_t>(fields[i].data.size()));
        writer.le(positions[i]);
    }
    return std::move(writer).take();
}

ByteVector write_address_entry(const std::vector<AddressField>& fields) {
    const ByteVector list = write_address_fields(fields);
    ByteWriter writer;
    writer.le(address_field::kList);
    writer.le(static_cast<std::uint32_t>(list.size()));
    writer.bytes(list);
    return std::move(writer).take();
}

ByteVector write_object_type(std::uint32_t type) {
    ByteWriter writer;
    writer.zeros(kObjectTypeOffset);
    writer.le(type);
    return std::move(writer).take();
}

}  // namespace restante::mmf
