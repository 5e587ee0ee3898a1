// A secondary file of a set of migration files: texts, attachments, schedules and documents, each behind a header row
// that says how long it is. Source: docs/formats/migration.md, Secondary file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "base/byte_source.h"
#include "base/code_page.h"
#include "base/result.h"

namespace restante::exchange {

enum class DataKind : std::uint8_t { body, attachment, schedule, document, other };

struct DataSection {
    DataKind kind = DataKind::body;
    std::uint64_t offset = 0;  // of the header row in the file
    std::uint64_t length = 0;  // bytes of data, as the header says
    bool last = true;          // nothing more belongs to the message
    std::string name{};        // UTF-8
    // Byte of the text where the icon stands; -1: nowhere. Absent: the header does not say.
    std::optional<std::int64_t> position{};
    bool macbinary = false;
    ByteSourcePointer data{};       // may be shorter than `length`: the file breaks off
    std::uint64_t data_offset = 0;  // in the file
};

struct DataSections {
    std::vector<DataSection> list{};
    // Why the list ends before a section that says it is the last; "" when it does not.
    std::string broken{};
    std::uint64_t broken_at = 0;
    // False: behind the last one stands neither a header row nor the end of the file, so that a length may be wrong.
    bool leads_on = true;
};

constexpr std::size_t kMostDataSections = 4096;   // of one message
constexpr std::size_t kLongestDataHeader = 4096;  // bytes

// The sections of one message, from the header row at `offset` on. bad_value: no header row is there, truncated: the
// file ends before it. Lengths are trusted; nothing is searched for inside data. Of more than `most` the first are
// given, at least one.
Result<DataSections> read_data_sections(const ByteSourcePointer& file, std::uint64_t offset, const CodePage& page,
                                        std::size_t most = kMostDataSections);

// Writes a secondary file front to back.
class SecondaryWriter {
public:
    // `out` outlives the writer and is empty.
    explicit SecondaryWriter(ByteSink& out, const CodePage& page) : out_(out), page_(page) {}

    Result<void> begin();
    // Where the next header row begins: what a pointer names.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }
    // The header row of a section whose data follows with append(), exactly section.length bytes, and end_section().
    // Names hold no line ends. Answers how many characters of the name the code page does not have.
    Result<std::size_t> begin_section(const DataSection& section);
    Result<void> append(Bytes bytes);
    Result<void> end_section();
    // Says that the sink was cut back to this size.
    void cut_back_to(std::uint64_t offset) { offset_ = offset; }

private:
    ByteSink& out_;
    const CodePage& page_;
    std::uint64_t offset_ = 0;
};

}  // namespace restante::exchange
