#include "formats/mmf/message_class.h"

#include <utility>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"

namespace restante::mmf {

MessageClass MessageClass::named(const std::string& name, ByteVector text_map) {
    return {name + '\0', std::move(text_map), {}};
}

Result<MessageClass> read_message_class(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    MessageClass message_class;
    const auto name_size = TRY(reader.le<std::uint16_t>());
    message_class.name_field = as_text(TRY(reader.bytes(name_size)));
    const auto map_size = TRY(reader.le<std::uint16_t>());
    const Bytes map = TRY(reader.bytes(map_size));
    message_class.text_map.assign(map.begin(), map.end());
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    message_class.rest.assign(rest.begin(), rest.end());
    return message_class;
}

ByteVector write_message_class(const MessageClass& message_class) {
    ByteWriter writer;
    writer.le(static_cast<std::uint16_t>(message_class.name_field.size()));
    writer.text(message_class.name_field);
    writer.le(static_cast<std::uint16_t>(message_class.text_map.size()));
    writer.bytes(message_class.text_map);
    writer.bytes(message_class.rest);
    return std::move(writer).take();
}

std::string read_old_message_class(Bytes element) { return std::string(as_text(until_nul(element))); }

ByteVector write_old_message_class(const std::string& name) {
    ByteWriter writer;
    writer.text_nul(name);
    return std::move(writer).take();
}

}  // namespace restante::mmf
