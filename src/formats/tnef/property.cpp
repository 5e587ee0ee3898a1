#include "formats/tnef/property.h"

#include <algorithm>

namespace restante::tnef {
namespace {

namespace type = property_type;

constexpr std::uint16_t kFirstNamed = 0x8000;
constexpr std::uint32_t kLongestName = 4096;
constexpr std::uint64_t kSmallest = 4;  // bytes a property or value takes at least

// Bytes of a value of fixed size, before padding; 0 for the others.
std::uint32_t fixed_size(std::uint16_t base_type) {
    switch (base_type) {
        case type::kShort:
        case type::kBoolean:
            return 2;
        case type::kLong:
        case type::kFloat:
        case type::kError:
            return 4;
        case type::kDouble:
        case type::kCurrency:
        case type::kAppTime:
        case type::kLongLong:
        case type::kTime:
            return 8;
        case type::kGuid:
            return 16;
        default:
            return 0;
    }
}

bool variable(std::uint16_t base_type) {
    return base_type == type::kString8 || base_type == type::kUnicode || base_type == type::kBinary ||
           base_type == type::kObject;
}

std::uint64_t padding(std::uint64_t size) { return (4 - size % 4) % 4; }

Result<SourceRange> padded_range(SourceReader& reader, std::uint64_t size) {
    const SourceRange range = TRY(reader.range(size));
    // The padding behind the last value of a list may be missing.
    TRY_VOID(reader.skip(std::min(padding(size), reader.remaining())));
    return range;
}

Result<PropertyName> read_name(SourceReader& reader) {
    PropertyName name;
    const ByteVector set = TRY(reader.bytes(name.set.size(), name.set.size()));
    std::ranges::copy(set, name.set.begin());
    if (TRY(reader.le<std::uint32_t>()) == 0) {
        name.number = TRY(reader.le<std::uint32_t>());
        return name;
    }
    const auto size = TRY(reader.le<std::uint32_t>());
    name.text = TRY(reader.bytes(size, kLongestName));
    TRY_VOID(reader.skip(std::min(padding(size), reader.remaining())));
    return name;
}

Result<Property> read_property(SourceReader& reader) {
    Property property;
    const std::uint64_t start = reader.offset();
    property.type = TRY(reader.le<std::uint16_t>());
    property.id = TRY(reader.le<std::uint16_t>());
    if (property.id >= kFirstNamed) property.name = TRY(read_name(reader));
    const std::uint16_t base = property.base_type();
    const bool multiple = property.type != base;
    if (base == type::kNull) return property;
    if (!variable(base) && fixed_size(base) == 0) return fail(Errc::bad_value, "unknown type of a property", start);
    const std::uint32_t count = multiple || variable(base) ? TRY(reader.le<std::uint32_t>()) : 1;
    if (count > reader.remaining() / kSmallest) return fail(Errc::truncated, "more values than there are bytes", start);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t size = variable(base) ? TRY(reader.le<std::uint32_t>()) : fixed_size(base);
        property.values.push_back(TRY(padded_range(reader, size)));
    }
    return property;
}

}  // namespace

const Property* PropertyList::find(std::uint16_t id) const {
    const auto found = std::ranges::find_if(
        properties, [id](const Property& property) { return property.id == id && !property.values.empty(); });
    return found == properties.end() ? nullptr : &*found;
}

PropertyList read_properties(SourceReader& reader) {
    PropertyList list;
    const auto count = reader.le<std::uint32_t>();
    if (!count) {
        list.fault = count.error();
        return list;
    }
    for (std::uint32_t i = 0; i < *count; ++i) {
        auto property = read_property(reader);
        if (!property) {
            list.fault = std::move(property.error());
            return list;
        }
        list.properties.push_back(std::move(*property));
    }
    return list;
}

Result<std::uint64_t> number_of(const ByteSource& source, const Property& property) {
    if (property.values.empty()) return fail(Errc::not_found, "a property without value");
    SourceReader reader(source, property.values.front());
    const ByteVector bytes = TRY(reader.bytes(property.values.front().size, 8));
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8U) | bytes[i];
    return value;
}

void write_properties(ByteWriter& writer, const std::vector<PropertyValue>& properties) {
    writer.le(static_cast<std::uint32_t>(properties.size()));
    for (const PropertyValue& property : properties) {
        writer.le(property.type);
        writer.le(property.id);
        if (property.name) {
            writer.bytes(property.name->set);
            writer.le<std::uint32_t>(property.name->number ? 0 : 1);
            writer.le(property.name->number.value_or(static_cast<std::uint32_t>(property.name->text.size())));
            if (!property.name->number) {
                writer.bytes(property.name->text);
                writer.zeros(padding(property.name->text.size()));
            }
        }
        const auto base = static_cast<std::uint16_t>(property.type & ~type::kMultiple);
        if (base == type::kNull) continue;
        if (property.type != base || variable(base)) writer.le(static_cast<std::uint32_t>(property.values.size()));
        for (const ByteVector& value : property.values) {
            if (variable(base)) writer.le(static_cast<std::uint32_t>(value.size()));
            writer.bytes(value);
            writer.zeros(padding(value.size()));
        }
    }
}

}  // namespace restante::tnef
