// The attributes of a TNEF stream, one after another. Source: [MS-OXTNEF] 2.1.3 (docs/formats/tnef.md "The stream").
// Integers are little-endian. Attribute ids are those of the message file: docs/formats/mmf-records.md.
#pragma once

#include <cstdint>

#include "base/byte_source.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante::tnef {

enum class Level : std::uint8_t { message = 1, attachment = 2 };

struct Attribute {
    Level level = Level::message;
    std::uint32_t id = 0;
    SourceRange data{};
    bool checksum_fits = true;
};

namespace attribute_id {
constexpr std::uint32_t kFrom = 0x00008000;
constexpr std::uint32_t kMessageStatus = 0x00068007;
constexpr std::uint32_t kMessageClass = 0x00078008;
constexpr std::uint32_t kSubject = 0x00018004;
constexpr std::uint32_t kDateSent = 0x00038005;
constexpr std::uint32_t kDateReceived = 0x00038006;
constexpr std::uint32_t kMessageId = 0x00018009;
constexpr std::uint32_t kParentId = 0x0001800A;
constexpr std::uint32_t kConversationId = 0x0001800B;
constexpr std::uint32_t kBody = 0x0002800C;
constexpr std::uint32_t kPriority = 0x0004800D;
constexpr std::uint32_t kAttachData = 0x0006800F;
constexpr std::uint32_t kAttachTitle = 0x00018010;
constexpr std::uint32_t kAttachMetafile = 0x00068011;
constexpr std::uint32_t kAttachCreated = 0x00038012;
constexpr std::uint32_t kAttachModified = 0x00038013;
constexpr std::uint32_t kDateModified = 0x00038020;
constexpr std::uint32_t kAttachTransportName = 0x00069001;
constexpr std::uint32_t kAttachRenderData = 0x00069002;
constexpr std::uint32_t kMessageProperties = 0x00069003;
constexpr std::uint32_t kRecipientTable = 0x00069004;
constexpr std::uint32_t kAttachment = 0x00069005;
constexpr std::uint32_t kVersion = 0x00089006;
constexpr std::uint32_t kCodePage = 0x00069007;
}  // namespace attribute_id

constexpr std::uint32_t kSignature = 0x223E9F78;

// True when the stream starts like TNEF.
[[nodiscard]] bool sniff_stream(const ByteSource& source, SourceRange range);

// Reads attributes in order. Data is summed up in pieces and never kept.
class AttributeReader {
public:
    // bad_magic when there is no signature.
    static Result<AttributeReader> open(const ByteSource& source, SourceRange range);

    [[nodiscard]] bool at_end() const { return reader_.at_end(); }
    [[nodiscard]] std::uint64_t offset() const { return reader_.offset(); }
    // truncated, bad_value: nothing more can be read.
    Result<Attribute> next();

private:
    AttributeReader(const ByteSource& source, SourceReader reader) : source_(&source), reader_(reader) {}

    const ByteSource* source_;
    SourceReader reader_;
};

// Sum of the bytes, 16 bits. [MS-OXTNEF] 2.1.3.1
Result<std::uint16_t> checksum_of(const ByteSource& source, SourceRange range);

}  // namespace restante::tnef
