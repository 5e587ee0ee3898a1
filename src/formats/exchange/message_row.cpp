#include "formats/exchange/message_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/exchange/primary_file.h"

namespace restante::exchange {
namespace {

constexpr std::array<std::string_view, 12> kMessageColumns{"Folder",   "Sender",  "To",        "Cc",
                                                           "Bcc",      "Subject", "Send-Date", "Received-Date",
                                                           "Priority", "Unread",  "Unsent",    "Body"};

std::vector<std::string> folder_path(std::string_view text) {
    std::vector<std::string> path;
    while (!text.empty()) {
        const std::string_view name = text.substr(0, text.find('\\'));
        if (!name.empty()) path.emplace_back(name);
        text.remove_prefix(std::min(text.size(), name.size() + 1));
    }
    return path;
}

std::optional<bool> truth_of(std::string_view text) {
    if (equals_ignoring_ascii_case(text, "TRUE")) return true;
    if (equals_ignoring_ascii_case(text, "FALSE")) return false;
    return std::nullopt;
}

std::optional<int> priority_of(std::string_view text) {
    if (text == "-1") return -1;
    if (text == "0") return 0;
    if (text == "1" || text == "+1") return 1;
    return std::nullopt;
}

std::string truth_text(const std::optional<bool>& value) { return !value ? "" : *value ? "TRUE" : "FALSE"; }

std::string people_text(const std::vector<Recipient>& people, bool& changed) {
    std::vector<std::string> texts;
    for (const Recipient& one : people) texts.push_back(recipient_text(one, changed));
    return joined_list(texts);
}

class RowReader {
public:
    RowReader(const PrimarySection& section, const std::vector<RowField>& fields, const FieldResolver& resolve)
        : section_(section), fields_(fields), resolve_(resolve) {}

    Result<ReadMessageRow> read() {
        MessageRow& row = read_.row;
        row.folder = folder_path(text("Folder"));
        const std::vector<Recipient> senders = people("Sender");
        if (!senders.empty()) row.sender = senders.front();
        row.to = people("To");
        row.cc = people("Cc");
        row.bcc = people("Bcc");
        row.subject = text("Subject");
        row.sent = value<LocalTime>("Send-Date", read_migration_time);
        row.received = value<LocalTime>("Received-Date", read_migration_time);
        row.priority = value<int>("Priority", priority_of);
        row.unread = value<bool>("Unread", truth_of);
        row.unsent = value<bool>("Unsent", truth_of);
        const RowField* const body = field("Body");
        if (body == nullptr) return fail(Errc::bad_value, "the row ends before the column Body");
        if (!body->text.empty()) {
            row.body = pointer_in(*body);
            if (!row.body) return fail(Errc::bad_value, "the column Body holds no pointer");
        }
        return std::move(read_);
    }

private:
    [[nodiscard]] const RowField* field(std::string_view column) const {
        const std::size_t index = section_.column(column);
        return index < fields_.size() ? &fields_[index] : nullptr;
    }
    std::string text(std::string_view column) {
        const RowField* const one = field(column);
        if (one == nullptr) return {};
        const auto pointer = pointer_in(*one);
        if (!pointer) return one->text;
        auto resolved = resolve_(*pointer);
        if (resolved) return std::move(*resolved);
        read_.ignored.push_back(fmt::format("{} {}: {}", column, one->text, resolved.error().what));
        return {};
    }
    std::vector<Recipient> people(std::string_view column) {
        std::vector<Recipient> people;
        for (const std::string& one : split_list(text(column))) people.push_back(read_recipient(one));
        return people;
    }
    template <class T, class Parse>
    std::optional<T> value(std::string_view column, Parse parse) {
        const std::string stored = text(column);
        const std::string_view plain = trimmed(stored);
        if (plain.empty()) return std::nullopt;
        auto found = parse(plain);
        if (!found) read_.ignored.push_back(fmt::format("{} {}", column, utf8_prefix(plain, 40)));
        return found;
    }

    const PrimarySection& section_;
    const std::vector<RowField>& fields_;
    const FieldResolver& resolve_;
    ReadMessageRow read_{};
};

}  // namespace

std::span<const std::string_view> message_columns() { return kMessageColumns; }

std::optional<LocalTime> read_migration_time(std::string_view text) {
    constexpr std::size_t kDigits = 14;
    if (text.size() != kDigits || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    const auto number = [text](std::size_t at, std::size_t count) {
        std::uint16_t value = 0;
        for (const char c : text.substr(at, count)) value = static_cast<std::uint16_t>(value * 10 + (c - '0'));
        return value;
    };
    const LocalTime time{number(0, 4), number(4, 2), number(6, 2), number(8, 2), number(10, 2), number(12, 2)};
    return time.valid() ? std::optional(time) : std::nullopt;
}

std::string migration_time(const LocalTime& time) {
    return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", time.year, time.month, time.day, time.hour, time.minute,
                       time.second);
}

Result<ReadMessageRow> read_message_row(const PrimarySection& section, const std::vector<RowField>& fields,
                                        const FieldResolver& resolve) {
    return RowReader(section, fields, resolve).read();
}

std::vector<std::string> message_row_texts(const MessageRow& row, bool& changed) {
    std::string folder;
    for (const std::string& name : row.folder) folder += (folder.empty() ? "" : "\\") + name;
    std::vector<std::string> texts;
    texts.push_back(std::move(folder));
    std::vector<Recipient> sender;
    if (row.sender) sender.push_back(*row.sender);
    texts.push_back(people_text(sender, changed));
    for (const auto* people : {&row.to, &row.cc, &row.bcc}) texts.push_back(people_text(*people, changed));
    texts.push_back(row.subject);
    for (const auto* time : {&row.sent, &row.received}) texts.push_back(*time ? migration_time(**time) : "");
    texts.push_back(row.priority ? std::to_string(*row.priority) : "");
    texts.push_back(truth_text(row.unread));
    texts.push_back(truth_text(row.unsent));
    texts.push_back(row.body ? pointer_text(*row.body) : "");
    return texts;
}

}  // namespace restante::exchange
