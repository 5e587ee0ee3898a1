#include "formats/postoffice/mail/element_node.h"

#include <algorithm>
#include <utility>

#include "base/byte_source.h"
#include "formats/postoffice/mail/data_element.h"

namespace restante::postoffice {
namespace {

std::size_t octets_of(std::uint64_t value) {
    std::size_t count = 0;
    for (; value != 0; value >>= 8U) ++count;
    return count;
}

// As a length or qualifier is written; short form when it fits and `octets` asks for no more.
void write_number(ByteWriter& writer, std::uint64_t value, std::size_t octets) {
    if (octets == 0 && value < kIndefinite) {
        writer.le(static_cast<std::uint8_t>(value));
        return;
    }
    octets = std::max({octets, octets_of(value), std::size_t{1}});
    writer.le(static_cast<std::uint8_t>(kIndefinite | octets));
    while (octets-- > 0) writer.le(static_cast<std::uint8_t>(octets < 8 ? value >> (8 * octets) : 0));
}

// Bytes somebody else keeps, as a source.
class BorrowedBytes final : public ByteSource {
public:
    explicit BorrowedBytes(Bytes bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset > size() || into.size() > size() - offset)
            return fail(Errc::truncated, "data ends too early", offset);
        std::ranges::copy(bytes_.subspan(static_cast<std::size_t>(offset), into.size()), into.begin());
        return {};
    }
    [[nodiscard]] Bytes part(SourceRange range) const {
        return bytes_.subspan(static_cast<std::size_t>(range.offset), static_cast<std::size_t>(range.size));
    }

private:
    Bytes bytes_;
};

class TreeReader {
public:
    TreeReader(Bytes bytes, std::uint64_t file_offset) : bytes_(bytes), file_offset_(file_offset) {}

    std::vector<ElementNode> read(SourceRange window, int depth) {
        std::vector<ElementNode> nodes;
        ElementReader reader(bytes_, window, depth);
        while (!reader.at_end()) {
            if (count_ == kMaximumElements) {
                note(Error{Errc::too_large, "too many elements", reader.offset(), {}});
                break;
            }
            const auto element = reader.next();
            if (!element) {
                note(element.error());
                break;
            }
            if (element->cut) note(Error{Errc::truncated, "an element ends too early", element->offset, {}});
            nodes.push_back(node_of(*element, depth));
        }
        return nodes;
    }

    std::optional<Error> damage{};

private:
    ElementNode node_of(const DataElement& element, int depth) {
        ++count_;
        ElementNode node{.code = element.code, .qualifier = element.qualifier, .indefinite = element.indefinite};
        const std::uint64_t length = element.end - element.offset - 2 - element.length_octets;
        const std::size_t needed = length < kIndefinite ? 0 : octets_of(length);
        if (!element.cut && element.length_octets > needed) node.length_octets = element.length_octets;
        const bool deep = depth + 1 > kMaximumElementDepth;
        if (deep) note(Error{Errc::too_large, "elements nested too deep", element.offset, {}});
        if (element.properties && !deep) node.properties = read(*element.properties, depth + 1);
        if (!is_constructor(element.code)) {
            const Bytes data = bytes_.part(element.contents);
            node.data.assign(data.begin(), data.end());
        } else if (!deep) {
            node.children = read(element.contents, depth + 1);
        }
        return node;
    }

    void note(Error error) {
        if (damage) return;
        if (error.offset) *error.offset += file_offset_;
        damage = std::move(error);
    }

    BorrowedBytes bytes_;
    std::uint64_t file_offset_;
    std::size_t count_ = 0;
};

}  // namespace

ElementNodes read_elements(Bytes bytes, std::uint64_t file_offset) {
    TreeReader reader(bytes, file_offset);
    ElementNodes result;
    result.nodes = reader.read({0, bytes.size()}, 0);
    result.damage = std::move(reader.damage);
    return result;
}

void write_element(ByteWriter& writer, const ElementNode& node) {
    ByteWriter body;
    if (node.qualifier) write_number(body, *node.qualifier, 0);
    if (!node.properties.empty())
        write_element(body, {.code = element_code::kPropertyList, .children = node.properties});
    body.bytes(node.data);
    for (const ElementNode& child : node.children) write_element(body, child);

    writer.le(static_cast<std::uint8_t>(node.code | (node.properties.empty() ? 0U : kPropertyBit)));
    if (node.indefinite) {
        writer.le(kIndefinite);
        writer.bytes(body.view());
        writer.bytes(ByteVector{element_code::kEndOfConstructor, 0});
        return;
    }
    write_number(writer, body.size(), node.length_octets);
    writer.bytes(body.view());
}

std::optional<std::uint64_t> integer_value(Bytes data) {
    if (data.size() > sizeof(std::uint64_t)) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = data.size(); i-- > 0;) value = value << 8U | data[i];
    return value;
}

ElementNode integer_node(std::uint64_t value, std::size_t size) {
    ElementNode node{.code = element_code::kInteger};
    for (std::size_t i = 0; i < size; ++i) node.data.push_back(static_cast<std::uint8_t>(i < 8 ? value >> (8 * i) : 0));
    return node;
}

ElementNode string_node(Bytes data) {
    return {.code = element_code::kAsciiString, .data = ByteVector(data.begin(), data.end())};
}

}  // namespace restante::postoffice
