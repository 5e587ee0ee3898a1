#include "formats/postoffice/mail/mai_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "formats/postoffice/mail/data_element.h"

namespace restante::postoffice {
namespace {

constexpr std::uint64_t kHeadReach = 32;              // bytes in which the first field starts
constexpr std::uint64_t kSearchReach = 64ULL * 1024;  // bytes behind damage in which the next field is looked for
constexpr std::uint64_t kSearchPiece = 4096;
constexpr std::uint64_t kSearchBudget = 4ULL * 1024 * 1024;  // bytes read again for that, in one message

// What may stand directly in a message: fields and vendor items, and what FIPS PUB 98 allows anywhere.
bool is_message_part(std::uint8_t code) {
    constexpr std::array<std::uint8_t, 9> kParts{0x00, 0x21, 0x24, 0x45, 0x46, 0x47, 0x4C, 0x7E, 0x7F};
    return std::ranges::find(kParts, code) != kParts.end();
}

class MaiReader {
public:
    MaiReader(const ByteSource& source, std::string_view item) : source_(&source), item_(item) {}

    // As the message itself says.
    Result<void> read(SourceRange window) {
        const auto message = ElementReader(*source_, window).next();
        if (!message) return fail(message.error());
        if (message->code != element_code::kMessage)
            return fail(Errc::bad_magic, "no message starts here", window.offset);
        file.message_id = message->qualifier;
        file.size = message->end - message->offset;
        file.cut = message->cut;
        if (message->cut)
            note(MessageId::postoffice_message_cut, "The message states more bytes than there are", message->offset);
        return read_fields(without_message_id(*message));
    }

    // By the first thing that looks like a field, to the end of the window: the head of the message is damaged.
    Result<void> read_without_head(SourceRange window) {
        const std::uint64_t end = window.offset + window.size;
        const std::uint64_t first = TRY(next_field(window.offset + 1, std::min(end, window.offset + kHeadReach), end));
        if (first == end) return fail(Errc::bad_magic, "no message starts here", window.offset);
        file.size = window.size;
        file.message_id.reset();
        note(MessageId::postoffice_message_damaged, "The head of the message is damaged", window.offset);
        return read_fields({first, end - first});
    }

    [[nodiscard]] std::size_t intact_fields() const {
        return static_cast<std::size_t>(std::ranges::count(file.fields, false, &MailField::damaged));
    }
    [[nodiscard]] bool clean() const {
        return !file.cut && file.unread.empty() && intact_fields() == file.fields.size();
    }

    MaiFile file{};
    Findings findings{};

private:
    // The first bytes of a message are inferred; a message without id is not excluded. What follows decides.
    SourceRange without_message_id(const DataElement& message) {
        const std::uint64_t behind_length = message.offset + 2 + message.length_octets;
        const SourceRange whole{behind_length, message.contents.offset + message.contents.size - behind_length};
        const auto starts_with_part = [&](SourceRange range) {
            const auto element = ElementReader(*source_, range, 1).next();
            return element && !element->cut && is_message_part(element->code) && element->contents.size != 0;
        };
        if (starts_with_part(message.contents) || !starts_with_part(whole)) return message.contents;
        file.message_id.reset();
        return whole;
    }

    Result<void> read_fields(SourceRange contents) {
        const std::uint64_t end = contents.offset + contents.size;
        for (std::uint64_t at = contents.offset; at < end;) {
            if (file.fields.size() >= kMaximumMailFields) {
                unread(at, end, "The message has more fields than any program writes");
                return {};
            }
            at = TRY(read_field(at, end));
        }
        return {};
    }

    // Where the next one starts.
    Result<std::uint64_t> read_field(std::uint64_t at, std::uint64_t end) {
        auto element = ElementReader(*source_, {at, end - at}, 1).next();
        if (!element && element.error().code == Errc::io) return fail(std::move(element.error()));
        const bool part = element && is_message_part(element->code);
        const bool filler = part && is_filler(element->code);
        if (filler && element->contents.size == 0) return element->end;
        if (part && !filler) {
            MailField field = TRY(load(*element));
            if (!field.damaged && !swallows_others(field)) {
                file.fields.push_back(std::move(field));
                return element->end;
            }
        }
        // Something is damaged. A length may be: what looks like a field and reads to its end is one.
        const std::uint64_t next = TRY(next_field(at + 1, std::min(end, at + kSearchReach), end));
        if (filler && next >= element->end) return element->end;
        if (!part || filler) {
            unread(at, next, "Bytes in the message are no field");
            return next;
        }
        if (next < element->end) {
            element->end = next;
            element->cut = true;
            element->contents.offset = std::min(element->contents.offset, next);
            element->contents.size = next - element->contents.offset;
        }
        TRY_VOID(keep_damaged(*element));
        return element->end;
    }

    static bool is_filler(std::uint8_t code) {
        return code == element_code::kNoOperation || code == element_code::kPadding;
    }

    // A value and then fields: the length is that of the item and of those behind it.
    static bool swallows_others(const MailField& field) {
        const std::vector<ElementNode>& nodes = field.node.children;
        return !nodes.empty() && !is_constructor(nodes.front().code) &&
               std::ranges::any_of(nodes, [](const ElementNode& node) {
                   return node.code == element_code::kField || node.code == element_code::kVendor;
               });
    }

    Result<MailField> load(const DataElement& element) {
        MailField field{.code = element.code,
                        .qualifier = element.qualifier,
                        .whole = {element.offset, element.end - element.offset},
                        .contents = element.contents,
                        .damaged = element.cut};
        if (element.contents.size > kLargestMailField) return field;
        ByteVector bytes(static_cast<std::size_t>(element.contents.size));
        TRY_VOID(source_->read(element.contents.offset, bytes));
        field.loaded = true;
        field.node = {.code = element.code, .qualifier = element.qualifier};
        if (is_constructor(element.code)) {
            ElementNodes nodes = read_elements(bytes, element.contents.offset);
            field.node.children = std::move(nodes.nodes);
            field.damaged |= nodes.damage.has_value();
        } else {
            field.node.data = std::move(bytes);
        }
        return field;
    }

    Result<void> keep_damaged(const DataElement& element) {
        MailField field = TRY(load(element));
        field.damaged = true;
        note(MessageId::postoffice_message_damaged, mail_field_name(element.code, element.qualifier) + " is damaged",
             element.offset);
        file.fields.push_back(std::move(field));
        return {};
    }

    // The first place from `at` on where a field starts that reads to its end and is followed by another or by the end.
    Result<std::uint64_t> next_field(std::uint64_t at, std::uint64_t reach_end, std::uint64_t end) {
        ByteVector bytes;
        while (at + 2 < reach_end && search_budget_ != 0) {
            bytes.resize(static_cast<std::size_t>(std::min(reach_end - at, kSearchPiece)));
            TRY_VOID(source_->read(at, bytes));
            search_budget_ -= std::min<std::uint64_t>(search_budget_, bytes.size());
            for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
                const bool begins = bytes[i] == element_code::kField || bytes[i] == element_code::kVendor;
                if (begins && bytes[i + 1] != kIndefinite && TRY(is_whole_field(at + i, end))) return at + i;
            }
            at += bytes.size() - 1;
        }
        return end;
    }

    Result<bool> is_whole_field(std::uint64_t at, std::uint64_t end) {
        const auto element = ElementReader(*source_, {at, end - at}, 1).next();
        if (!element || element->cut || element->contents.size == 0 || element->contents.size > search_budget_)
            return false;
        const std::uint64_t largest = element->code == element_code::kField ? mail_field::kLargest : 0xFF;
        if (*element->qualifier == 0 || *element->qualifier > largest) return false;
        if (element->end != end) {
            const auto follower = ElementReader(*source_, {element->end, end - element->end}, 1).next();
            if (!follower || !is_message_part(follower->code)) return false;
        }
        search_budget_ -= std::min(search_budget_, element->contents.size);
        ByteVector bytes(static_cast<std::size_t>(element->contents.size));
        TRY_VOID(source_->read(element->contents.offset, bytes));
        return !read_elements(bytes).damage;
    }

    void unread(std::uint64_t from, std::uint64_t to, std::string text) {
        file.unread.push_back({from, to - from});
        note(MessageId::postoffice_message_damaged, std::move(text), from);
    }

    void note(MessageId id, std::string text, std::uint64_t offset) {
        findings.add(id, std::move(text), std::string(item_), offset);
    }

    const ByteSource* source_;
    std::string_view item_;
    std::uint64_t search_budget_ = kSearchBudget;
};

}  // namespace

std::string mail_field_name(std::uint8_t code, std::optional<std::uint64_t> qualifier) {
    static constexpr std::array<std::string_view, mail_field::kLargest + 1> kNames{"",
                                                                                   "From",
                                                                                   "Posted-Date",
                                                                                   "Reply-To",
                                                                                   "Text",
                                                                                   "To",
                                                                                   "Cc",
                                                                                   "Subject",
                                                                                   "Attachments",
                                                                                   "",
                                                                                   "",
                                                                                   "",
                                                                                   "Author",
                                                                                   "Bcc",
                                                                                   "Circulate-Next",
                                                                                   "Circulate-To",
                                                                                   "Comments",
                                                                                   "Date",
                                                                                   "End-Date",
                                                                                   "In-Reply-To",
                                                                                   "Keywords",
                                                                                   "Message-Class",
                                                                                   "Message-ID",
                                                                                   "Originator-Serial-Number",
                                                                                   "Precedence",
                                                                                   "Received-Date",
                                                                                   "Received-From",
                                                                                   "",
                                                                                   "",
                                                                                   "",
                                                                                   "",
                                                                                   "",
                                                                                   "References",
                                                                                   "",
                                                                                   "Sender",
                                                                                   "Start-Date",
                                                                                   "Warning-Date",
                                                                                   "Reissue-Type",
                                                                                   "Obsoletes"};
    if (code == element_code::kVendor && qualifier) return fmt::format("vendor {:02X}h", *qualifier);
    if (code != element_code::kField || !qualifier) return fmt::format("element {:02X}h", code);
    if (*qualifier < kNames.size() && !kNames[static_cast<std::size_t>(*qualifier)].empty())
        return std::string(kNames[static_cast<std::size_t>(*qualifier)]);
    return fmt::format("field {:02X}h", *qualifier);
}

const MailField* MaiFile::find(std::uint8_t code, std::uint64_t qualifier) const {
    const auto found = std::ranges::find_if(fields, [&](const MailField& field) { return field.is(code, qualifier); });
    return found == fields.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> MaiFile::vendor_integer(std::uint64_t qualifier) const {
    const MailField* field = find(element_code::kVendor, qualifier);
    if (field == nullptr || field->node.children.size() != 1) return std::nullopt;
    const ElementNode& child = field->node.children.front();
    return child.code == element_code::kInteger ? integer_value(child.data) : std::nullopt;
}

Result<MaiFile> read_mai(const ByteSource& source, SourceRange window, Findings& findings, std::string_view item) {
    MaiReader by_head(source, item), by_fields(source, item);
    const auto read = by_head.read(window);
    if (!read && read.error().code == Errc::io) return fail(read.error());
    MaiReader* best = &by_head;
    if (!read || !by_head.clean() || by_head.file.size < window.size) {
        const auto salvaged = by_fields.read_without_head(window);
        if (salvaged && by_fields.intact_fields() > by_head.intact_fields()) best = &by_fields;
        if (!read && best == &by_head) return fail(read.error());
    }
    for (const Finding& finding : best->findings.list()) findings.add(finding);
    return std::move(best->file);
}

ByteVector write_mai(const std::vector<ElementNode>& fields, std::optional<std::uint64_t> message_id,
                     std::uint8_t octets) {
    ByteWriter writer;
    write_element(
        writer, {.code = element_code::kMessage, .qualifier = message_id, .children = fields, .length_octets = octets});
    return std::move(writer).take();
}

}  // namespace restante::postoffice
