#include "formats/mmf/text_map.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kRecordHead = 8;  // size, attribute, flags

bool may_have_values(std::uint32_t id) {
    const AttributeType type = attribute_type(id);
    return type == AttributeType::short_integer || type == AttributeType::word;
}

Result<void> read_values(ByteReader& reader, TextMapRecord& record) {
    const auto count = TRY(reader.le<std::uint16_t>());
    record.default_label = as_text(TRY(reader.until_nul()));
    for (std::uint16_t i = 0; i < count; ++i) {
        TextMapValue value;
        value.value = TRY(reader.le<std::uint16_t>());
        value.label = as_text(TRY(reader.until_nul()));
        record.values.push_back(std::move(value));
    }
    record.has_values = true;
    return {};
}

Result<TextMapRecord> read_record(Bytes bytes, std::uint64_t file_offset) {
    ByteReader reader(bytes, file_offset);
    TRY_VOID(reader.skip(sizeof(std::uint16_t)));
    TextMapRecord record;
    record.attribute = TRY(reader.le<std::uint32_t>());
    record.flags = TRY(reader.le<std::uint16_t>());
    record.label = as_text(TRY(reader.until_nul()));
    if (may_have_values(record.attribute) && !reader.at_end()) {
        const std::size_t start = reader.position();
        if (!read_values(reader, record)) {  // something else then: kept as it is
            record.default_label.clear();
            record.values.clear();
            TRY_VOID(reader.seek(start));
        }
    }
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    record.rest.assign(rest.begin(), rest.end());
    return record;
}

}  // namespace

Result<std::vector<TextMapRecord>> read_text_map(Bytes map, std::uint64_t file_offset) {
    std::vector<TextMapRecord> records;
    ByteReader reader(map, file_offset);
    while (!reader.at_end()) {
        const std::uint64_t start = reader.offset();
        const auto size = TRY(ByteReader(map.subspan(reader.position()), start).le<std::uint16_t>());
        if (size < kRecordHead) return fail(Errc::bad_value, "a record of the text map is too short", start);
        const Bytes record = TRY(reader.bytes(size));
        records.push_back(TRY(read_record(record, start)));
    }
    return records;
}

ByteVector write_text_map(std::span<const TextMapRecord> records) {
    ByteWriter writer;
    for (const TextMapRecord& record : records) {
        const std::size_t start = writer.size();
        writer.le<std::uint16_t>(0);
        writer.le(record.attribute);
        writer.le(record.flags);
        writer.text_nul(record.label);
        if (record.has_values) {
            writer.le(static_cast<std::uint16_t>(record.values.size()));
            writer.text_nul(record.default_label);
            for (const TextMapValue& value : record.values) {
                writer.le(value.value);
                writer.text_nul(value.label);
            }
        }
        writer.bytes(record.rest);
        writer.patch_le(start, static_cast<std::uint16_t>(writer.size() - start));
    }
    return std::move(writer).take();
}

}  // namespace restante::mmf
