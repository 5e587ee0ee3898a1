// One row of a MAILMESSAGE section: everything about a message but its text and attachments.
// Source: docs/formats/migration.md, Messages.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"
#include "formats/exchange/migration_row.h"
#include "formats/exchange/recipient.h"

namespace restante::exchange {

struct PrimarySection;

// The twelve names of columns, in their order: "Folder" ... "Body".
[[nodiscard]] std::span<const std::string_view> message_columns();

struct MessageRow {
    std::vector<std::string> folder{};  // from the top; empty: the Inbox
    std::optional<Recipient> sender{};
    std::vector<Recipient> to{}, cc{}, bcc{};
    std::string subject{};
    std::optional<LocalTime> sent{}, received{};
    std::optional<int> priority{};  // -1 low, 0, 1 high
    std::optional<bool> unread{}, unsent{};
    std::optional<SectionPointer> body{};  // absent: the message has none

    bool operator==(const MessageRow&) const = default;
};

struct ReadMessageRow {
    MessageRow row{};
    std::vector<std::string> ignored{};  // "Send-Date 19951301000000": not understood, taken as empty
};

// Gives the text of a section of type Other that a field points to.
using FieldResolver = std::function<Result<std::string>(const SectionPointer&)>;

// Columns are found by their names. bad_value: Body is missing, or holds something that is no pointer.
Result<ReadMessageRow> read_message_row(const PrimarySection& section, const std::vector<RowField>& fields,
                                        const FieldResolver& resolve);

// The texts of the twelve columns, not quoted; the last is "" or a pointer, which must not be. `changed`: see
// recipient_text().
[[nodiscard]] std::vector<std::string> message_row_texts(const MessageRow& row, bool& changed);

// "19951004091500"; nothing when it is no such time.
[[nodiscard]] std::optional<LocalTime> read_migration_time(std::string_view text);
[[nodiscard]] std::string migration_time(const LocalTime& time);

}  // namespace restante::exchange
