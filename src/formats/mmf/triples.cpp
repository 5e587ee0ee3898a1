#include "formats/mmf/triples.h"

#include <array>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kPadding = 4;

ByteVector padded_field(const std::string& text, bool with_nul) {
    if (text.empty()) return {};
    ByteWriter writer;
    writer.text(text);
    if (with_nul) writer.zeros(1);
    writer.align(kPadding);
    return std::move(writer).take();
}

}  // namespace

std::optional<Bytes> Triple::name() const {
    if (name_field.empty()) return std::nullopt;
    return until_nul(name_field);
}

std::optional<Triple> TripleReader::next() {
    if (rest_.empty()) return std::nullopt;
    ByteReader reader(rest_);
    const auto kind = reader.le<std::uint16_t>();
    const auto list_size = reader.le<std::uint16_t>();
    const auto name_size = reader.le<std::uint16_t>();
    const auto data_size = reader.le<std::uint16_t>();
    if (kind && *kind == triple::kNull) {
        end_ = TripleEnd::terminated;
        return std::nullopt;
    }
    end_ = TripleEnd::invalid;
    if (!data_size || *kind >= triple::kFirstInvalid) return std::nullopt;
    const auto name = reader.bytes(*name_size);
    const auto data = reader.bytes(*data_size);
    if (!name || !data) return std::nullopt;
    end_ = TripleEnd::open;
    rest_ = rest_.subspan(reader.position());
    return Triple{*kind, *list_size, *name, *data};
}

TripleList read_triples(Bytes value) {
    TripleReader reader(value);
    TripleList list;
    while (const auto triple = reader.next()) list.triples.push_back(*triple);
    list.rest = reader.rest();
    list.end = reader.end();
    return list;
}

ByteVector write_triples(const TripleList& list) {
    ByteWriter writer;
    for (const Triple& triple : list.triples) {
        writer.le(triple.kind);
        writer.le(triple.list_size);
        writer.le(static_cast<std::uint16_t>(triple.name_field.size()));
        writer.le(static_cast<std::uint16_t>(triple.data_field.size()));
        writer.bytes(triple.name_field);
        writer.bytes(triple.data_field);
    }
    writer.bytes(list.rest);
    return std::move(writer).take();
}

ByteVector build_triples(std::span<const NewTriple> triples) {
    std::vector<ByteVector> fields;
    std::size_t left = kTripleHeader;
    for (const NewTriple& triple : triples) {
        fields.push_back(padded_field(triple.name, true));
        fields.push_back(padded_field(triple.data, triple.data_is_text));
        left += kTripleHeader + fields[fields.size() - 2].size() + fields.back().size();
    }
    static constexpr std::array<std::uint8_t, kTripleHeader> kNullTriple{};
    TripleList list;
    for (std::size_t i = 0; i < triples.size(); ++i) {
        const ByteVector& name = fields[2 * i];
        const ByteVector& data = fields[2 * i + 1];
        list.triples.push_back({triples[i].kind, static_cast<std::uint16_t>(left), name, data});
        left -= kTripleHeader + name.size() + data.size();
    }
    list.rest = kNullTriple;
    return write_triples(list);
}

}  // namespace restante::mmf
