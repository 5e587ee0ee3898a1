#include "targets/migration/set_writer.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "formats/exchange/address_book_row.h"
#include "formats/exchange/message_row.h"
#include "targets/migration/encoded_text.h"
#include "targets/migration/set_files.h"

namespace restante::targets::migration {
namespace {

// Longer ones are not refused by any page that is known, and stand elsewhere all the same: lists of people grow long.
constexpr std::size_t kLongestField = 1000;  // bytes

}  // namespace

SetWriter::SetWriter(std::string directory, std::string stem, const CodePage& page, Findings& losses)
    : directory_(std::move(directory)),
      stem_(std::move(stem)),
      page_(page),
      losses_(losses),
      secondary_(secondary_file_, page) {}

Result<void> SetWriter::open() {
    TRY_VOID(primary_file_.open_alone(directory_ + "/." + primary_name(stem_) + ".restante-tmp"));
    TRY_VOID(secondary_file_.open_alone(directory_ + "/." + secondary_name(stem_) + ".restante-tmp"));
    return secondary_.begin();
}

Result<void> SetWriter::publish() {
    TRY_VOID(secondary_file_.publish(directory_ + "/" + secondary_name(stem_), {.synchronized = true}));
    return primary_file_.publish(directory_ + "/" + primary_name(stem_), {.synchronized = true});
}

Result<void> SetWriter::put(std::string_view utf8) {
    std::string bytes;
    lost_ += page_.encode(utf8, bytes);
    return primary_file_.append(as_bytes(bytes));
}

Result<void> SetWriter::begin_section(exchange::SectionKind kind, std::string_view owner, bool public_folders) {
    const auto columns =
        kind == exchange::SectionKind::messages ? exchange::message_columns() : exchange::address_book_columns();
    std::vector<std::string> names(columns.begin(), columns.end());
    const std::string blank = std::exchange(first_section_, false) ? "" : "\r\n";
    return put(blank + exchange::section_title(kind, owner, public_folders) + "\r\n" + exchange::joined_row(names) +
               "\r\n");
}

Result<std::string> SetWriter::field_of(std::string_view text, const std::string& item) {
    const std::string plain = plain_field(text, replaced_);
    if (plain.size() <= kLongestField && plain.find_first_of("\r\n") == std::string::npos)
        return exchange::row_field(plain);
    std::string bytes;
    lost_ += page_.encode(plain, bytes);
    const exchange::SectionPointer place{secondary_name(stem_), offset()};
    exchange::DataSection section;
    section.kind = exchange::DataKind::other;
    TRY_VOID(write_section(std::move(section),
                           std::make_shared<const MemoryBytes>(ByteVector(bytes.begin(), bytes.end())), item));
    return exchange::pointer_text(place);
}

Result<void> SetWriter::write_row(const std::vector<std::string>& fields) {
    return put(exchange::joined_row(fields) + "\r\n");
}

Result<void> SetWriter::write_section(exchange::DataSection section, ByteSourcePointer data, const std::string& item) {
    for (;;) {
        const std::uint64_t start = offset();
        section.length = data ? data->size() : 0;
        lost_ += TRY(secondary_.begin_section(section));
        std::uint64_t done = 0;
        Result<void> written{};
        Result<void> read{};
        if (data)
            read = for_each_piece(*data, [&](Bytes piece) -> Result<void> {
                written = secondary_.append(piece);
                done += piece.size();
                return written;
            });
        if (!written) return written;
        if (read) return secondary_.end_section();
        // The length stands before the data: once more, with what can be read.
        losses_.add(MessageId::migration_attachment_cut, fmt::format("{}: {}", section.name, read.error().what), item,
                    read.error().offset);
        TRY_VOID(secondary_file_.cut_back_to(start));
        secondary_.cut_back_to(start);
        data = std::make_shared<const ByteRange>(std::move(data), 0, done);
    }
}

void SetWriter::tell_characters(const std::string& item) {
    if (lost_ != 0)
        losses_.add(MessageId::migration_characters_lost,
                    fmt::format("{} that code page {} does not have", lost_, page_.number()), item);
    if (replaced_ != 0)
        losses_.add(MessageId::migration_text_changed, fmt::format("{} became others", replaced_), item);
    lost_ = replaced_ = 0;
}

}  // namespace restante::targets::migration
