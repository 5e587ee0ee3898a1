// The elements a message consists of: identifier, length, qualifier, property list, contents.
// Source: FIPS PUB 98 = RFC 841 (Q93239), integers little-endian (Q104423): docs/formats/postoffice-mail.md 4.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_source.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante::postoffice {

namespace element_code {
constexpr std::uint8_t kNoOperation = 0x00;
constexpr std::uint8_t kEndOfConstructor = 0x01;
constexpr std::uint8_t kAsciiString = 0x02;
constexpr std::uint8_t kBoolean = 0x08;
constexpr std::uint8_t kSequence = 0x0A;
constexpr std::uint8_t kInteger = 0x20;
constexpr std::uint8_t kPadding = 0x21;
constexpr std::uint8_t kPropertyList = 0x24;
constexpr std::uint8_t kDate = 0x28;
constexpr std::uint8_t kBitString = 0x43;
constexpr std::uint8_t kField = 0x4C;
constexpr std::uint8_t kMessage = 0x4D;
constexpr std::uint8_t kVendor = 0x7F;
}  // namespace element_code

constexpr std::uint8_t kQualifierBit = 0x40;
constexpr std::uint8_t kPropertyBit = 0x80;
constexpr std::uint8_t kIndefinite = 0x80;  // as the first octet of a length
constexpr int kMaximumElementDepth = 32;

// Whether the contents of such an element are elements.
[[nodiscard]] bool is_constructor(std::uint8_t code);

struct DataElement {
    std::uint8_t code = 0;     // without the property bit
    std::uint64_t offset = 0;  // of the identifier
    std::optional<std::uint64_t> qualifier{};
    std::optional<SourceRange> properties{};  // what the property list holds
    SourceRange contents{};
    std::uint64_t end = 0;           // where the next element starts
    bool indefinite = false;         // ended by an End-of-Constructor, not by a length
    bool cut = false;                // the window ends before the element does; `contents` is what is there
    std::uint8_t length_octets = 0;  // behind the first octet of the length
};

// Reads one element after another; contents are passed over, never loaded. The source must outlive the reader.
class ElementReader {
public:
    explicit ElementReader(const ByteSource& source) : ElementReader(source, {0, source.size()}) {}
    // Sees nothing outside `window`, which is cut to what the source holds. `depth`: constructors around it.
    ElementReader(const ByteSource& source, SourceRange window, int depth = 0);

    [[nodiscard]] bool at_end() const { return position_ == end_; }
    [[nodiscard]] std::uint64_t offset() const { return position_; }

    // truncated: there is no room for a header; bad_value: no element starts like that; too_large: nested too deep;
    // io. The position is then unchanged.
    Result<DataElement> next();

private:
    Result<void> find_end(DataElement& element) const;

    const ByteSource* source_;
    std::uint64_t position_;
    std::uint64_t end_;
    int depth_;
};

}  // namespace restante::postoffice
