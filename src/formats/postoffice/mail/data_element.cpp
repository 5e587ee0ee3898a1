#include "formats/postoffice/mail/data_element.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/byte_reader.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kLargestElementHead = 1 + 9 + 9;  // identifier, length, qualifier

// Length or qualifier; nothing stands for an indefinite length.
Result<std::optional<std::uint64_t>> read_element_number(ByteReader& reader, std::uint8_t* octets = nullptr) {
    const std::uint64_t offset = reader.offset();
    const auto first = TRY(reader.le<std::uint8_t>());
    if (first == kIndefinite) return std::optional<std::uint64_t>();
    if (first < kIndefinite) return std::optional<std::uint64_t>(first);
    const std::size_t count = first & 0x7FU;
    if (count > sizeof(std::uint64_t)) return fail(Errc::bad_value, "a number of more than eight octets", offset);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : TRY(reader.bytes(count))) value = value << 8U | byte;
    if (octets != nullptr) *octets = static_cast<std::uint8_t>(count);
    return std::optional(value);
}

}  // namespace

bool is_constructor(std::uint8_t code) {
    constexpr std::array<std::uint8_t, 12> kConstructors{0x09, 0x0A, 0x0B, 0x24, 0x28, 0x45,
                                                         0x46, 0x47, 0x4C, 0x4D, 0x7E, 0x7F};
    return std::ranges::find(kConstructors, code) != kConstructors.end();
}

ElementReader::ElementReader(const ByteSource& source, SourceRange window, int depth)
    : source_(&source),
      position_(std::min(window.offset, source.size())),
      end_(position_ + std::min(window.size, source.size() - position_)),
      depth_(depth) {}

Result<DataElement> ElementReader::next() {
    std::array<std::uint8_t, kLargestElementHead> head{};
    const MutableBytes part(head.data(),
                            static_cast<std::size_t>(std::min<std::uint64_t>(head.size(), end_ - position_)));
    TRY_VOID(source_->read(position_, part));
    ByteReader reader(part, position_);

    DataElement element{.offset = position_};
    const auto identifier = TRY(reader.le<std::uint8_t>());
    element.code = identifier & static_cast<std::uint8_t>(~kPropertyBit);
    const auto length = TRY(read_element_number(reader, &element.length_octets));
    element.indefinite = !length;
    if (element.indefinite && !is_constructor(element.code))
        return fail(Errc::bad_value, "an element without length that holds no elements", position_);
    const std::uint64_t room = end_ - reader.offset();
    const std::uint64_t size = std::min(length.value_or(room), room);
    element.cut = length.value_or(0) > room;
    element.end = reader.offset() + size;

    if ((identifier & kQualifierBit) != 0) {
        element.qualifier = TRY(read_element_number(reader));
        if (!element.qualifier) return fail(Errc::bad_value, "a qualifier without value", position_);
        if (reader.offset() > element.end)
            return fail(Errc::bad_value, "an element shorter than its qualifier", position_);
    }
    element.contents = {reader.offset(), element.end - reader.offset()};
    if ((identifier & kPropertyBit) != 0) {
        if (depth_ >= kMaximumElementDepth) return fail(Errc::too_large, "elements nested too deep", position_);
        ElementReader inner(*source_, element.contents, depth_ + 1);
        const DataElement list = TRY(inner.next());
        if (list.code != element_code::kPropertyList)
            return fail(Errc::bad_value, "no property list where one is announced", list.offset);
        element.properties = list.contents;
        element.cut |= list.cut;
        element.contents = {list.end, element.end - list.end};
    }
    if (element.indefinite) TRY_VOID(find_end(element));
    position_ = element.end;
    return element;
}

// Only constructors come without a length, so the end is found by reading what they hold.
Result<void> ElementReader::find_end(DataElement& element) const {
    if (depth_ >= kMaximumElementDepth) return fail(Errc::too_large, "elements nested too deep", element.offset);
    ElementReader inner(*source_, element.contents, depth_ + 1);
    while (!inner.at_end()) {
        const std::uint64_t begin = inner.offset();
        const DataElement child = TRY(inner.next());
        if (child.code != element_code::kEndOfConstructor) continue;
        element.contents.size = begin - element.contents.offset;
        element.end = child.end;
        return {};
    }
    element.cut = true;
    return {};
}

}  // namespace restante::postoffice
