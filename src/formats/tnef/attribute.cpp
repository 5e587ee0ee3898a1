#include "formats/tnef/attribute.h"

namespace restante::tnef {

Result<std::uint16_t> checksum_of(const ByteSource& source, SourceRange range) {
    constexpr std::uint64_t kPiece = 64ULL * 1024;
    std::uint32_t sum = 0;
    SourceReader reader(source, range);
    while (!reader.at_end()) {
        const std::uint64_t size = reader.remaining() < kPiece ? reader.remaining() : kPiece;
        for (const std::uint8_t byte : TRY(reader.bytes(size, kPiece))) sum += byte;
        sum &= 0xFFFFU;
    }
    return static_cast<std::uint16_t>(sum);
}

bool sniff_stream(const ByteSource& source, SourceRange range) {
    SourceReader reader(source, range);
    const auto signature = reader.le<std::uint32_t>();
    return signature && *signature == kSignature;
}

Result<AttributeReader> AttributeReader::open(const ByteSource& source, SourceRange range) {
    SourceReader reader(source, range);
    if (TRY(reader.le<std::uint32_t>()) != kSignature)
        return fail(Errc::bad_magic, "this is no TNEF stream", range.offset);
    TRY_VOID(reader.skip(2));  // the key, used by nobody
    return AttributeReader(source, reader);
}

Result<Attribute> AttributeReader::next() {
    Attribute attribute;
    const auto level = TRY(reader_.le<std::uint8_t>());
    if (level != 1 && level != 2) return fail(Errc::bad_value, "unknown level of an attribute", reader_.offset() - 1);
    attribute.level = static_cast<Level>(level);
    attribute.id = TRY(reader_.le<std::uint32_t>());
    const auto size = TRY(reader_.le<std::uint32_t>());
    attribute.data = TRY(reader_.range(size));
    const auto stored = reader_.le<std::uint16_t>();
    if (!stored) {  // the stream ends right behind the data: nothing to compare with
        attribute.checksum_fits = false;
        TRY_VOID(reader_.skip(reader_.remaining()));
        return attribute;
    }
    attribute.checksum_fits = *stored == TRY(checksum_of(*source_, attribute.data));
    return attribute;
}

}  // namespace restante::tnef
