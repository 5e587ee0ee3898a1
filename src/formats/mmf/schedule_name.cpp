#include "formats/mmf/schedule_name.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {

Result<ScheduleName> read_schedule_name(Bytes value, std::uint64_t file_offset) {
    ByteReader reader(value, file_offset);
    ScheduleName name;
    const auto name_size = TRY(reader.le<std::uint16_t>());
    name.name_field = as_text(TRY(reader.bytes(name_size)));
    const auto address_size = TRY(reader.le<std::uint16_t>());
    name.address_field = as_text(TRY(reader.bytes(address_size)));
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    name.rest.assign(rest.begin(), rest.end());
    return name;
}

ByteVector write_schedule_name(const ScheduleName& name) {
    ByteWriter writer;
    writer.le(static_cast<std::uint16_t>(name.name_field.size()));
    writer.text(name.name_field);
    writer.le(static_cast<std::uint16_t>(name.address_field.size()));
    writer.text(name.address_field);
    writer.bytes(name.rest);
    return std::move(writer).take();
}

}  // namespace restante::mmf
