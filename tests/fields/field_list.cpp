#include "field_list.h"

#include <initializer_list>
#include <string_view>

#include "model/address.h"
#include "model/address_book.h"
#include "model/attachment.h"
#include "model/attribute.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/meeting.h"
#include "model/message.h"

namespace restante::testing {
namespace {

// Each function takes a model value apart completely: a field more or less in src/model does not compile here. The
// names that follow are to be the same.
class FieldList {
public:
    std::vector<std::string> take() { return std::move(names_); }

    void mailbox() {
        // The last two are of postoffices: tests/postoffice holds the targets to what becomes of them.
        [[maybe_unused]] const auto& [name, display_name, address, accounts, code_page, internet, origin, shared,
                                      groups] = model::Mailbox{};
        add("mailbox", {"name", "display_name", "address", "accounts", "code_page", "internet", "origin"});
    }
    void origin() {
        [[maybe_unused]] const auto& [kind, path, version, size, sha256] = model::Origin{};
        add("origin", {"kind", "path", "version", "size", "sha256"});
    }
    void folder() {
        [[maybe_unused]] const auto& [path, role, hidden, comment, recovered, shared] = model::Folder{};
        add("folder", {"path", "role", "hidden", "comment", "recovered", "shared"});
    }
    void shared_folder() {
        [[maybe_unused]] const auto& [owner, kind, record] = model::SharedFolder{};
        add("shared_folder", {"owner", "kind", "record"});
    }
    void message() {
        [[maybe_unused]] const auto& [id, class_name, subject, body, message_id, parent_id, conversation_id, from, to,
                                      cc, bcc, reply_to, sent, received, modified, priority, status, fixed_font,
                                      letterhead, attachments, attributes, meeting, invalid_dates, incomplete,
                                      recovered] = model::Message{};
        add("message", {"id",         "class_name",      "subject",       "body",       "message_id",
                        "parent_id",  "conversation_id", "from",          "to",         "cc",
                        "bcc",        "reply_to",        "sent",          "received",   "modified",
                        "priority",   "status",          "fixed_font",    "letterhead", "attachments",
                        "attributes", "meeting",         "invalid_dates", "incomplete", "recovered"});
    }
    void recovery() {
        // The first one is message.recovered itself.
        [[maybe_unused]] const auto& [dug, confidence] = model::Recovery{};
        add("message", {"confidence"});
    }
    void meeting() {
        [[maybe_unused]] const auto& [start, end, owner, answered_for, appointment, response_requested] =
            model::Meeting{};
        add("meeting", {"start", "end", "owner", "answered_for", "appointment", "response_requested"});
    }
    void invalid_date() {
        [[maybe_unused]] const auto& [attribute, stored] = model::InvalidDate{};
        add("invalid_date", {"attribute", "stored"});
    }
    void status() {
        [[maybe_unused]] const auto& [read, unsent, submitted, from_me, changed] = model::MessageStatus{};
        add("status", {"read", "unsent", "submitted", "from_me", "changed"});
    }
    void address() {
        [[maybe_unused]] const auto& [name, type, address, kind, internet] = model::Address{};
        add("address", {"name", "type", "address", "kind", "internet"});
    }
    void attachment() {
        [[maybe_unused]] const auto& [number, name, kind, position, width, height, macbinary, data, created, modified,
                                      rendering, apple_double, message, attributes, derived] = model::Attachment{};
        add("attachment", {"number", "name", "kind", "position", "width", "height", "macbinary", "data", "created",
                           "modified", "rendering", "apple_double", "message", "attributes", "derived"});
    }
    void derivation() {
        [[maybe_unused]] const auto& [original, description, content_type] = model::Derivation{};
        add("derivation", {"original", "description", "content_type"});
    }
    void attribute() {
        [[maybe_unused]] const auto& [id, type, value] = model::Attribute{};
        add("attribute", {"id", "type", "value.invalid"});
        for_each_type([this](model::AttributeType one) { add("attribute.value", {model::name_of(one)}); });
    }
    void address_book() {
        [[maybe_unused]] const auto& [name, standard, entries] = model::AddressBook{};
        add("address_book", {"name", "standard", "entries"});
    }
    void address_entry() {
        [[maybe_unused]] const auto& [id, name, type, address, comment, transmittable_name, group, members,
                                      only_in_group, internet] = model::AddressEntry{};
        add("address_entry", {"id", "name", "type", "address", "comment", "transmittable_name", "group", "members",
                              "only_in_group", "internet"});
    }

private:
    template <class Take>
    static void for_each_type(Take&& take) {
        for (int type = 0; type <= static_cast<int>(model::AttributeType::other); ++type)
            take(static_cast<model::AttributeType>(type));
    }
    void add(std::string_view owner, std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) names_.push_back(std::string(owner) + '.' + std::string(name));
    }

    std::vector<std::string> names_;
};

template <class Enumeration>
void add_values(std::vector<std::string>& values, const std::string& field, Enumeration last) {
    for (int value = 0; value <= static_cast<int>(last); ++value) {
        const std::string_view name = model::name_of(static_cast<Enumeration>(value));
        if (!name.empty()) values.push_back(field + '=' + std::string(name));
    }
}

}  // namespace

std::vector<std::string> model_fields() {
    FieldList list;
    list.mailbox();
    list.origin();
    list.folder();
    list.shared_folder();
    list.message();
    list.recovery();
    list.meeting();
    list.invalid_date();
    list.status();
    list.address();
    list.attachment();
    list.derivation();
    list.attribute();
    list.address_book();
    list.address_entry();
    return list.take();
}

std::vector<std::string> model_values() {
    std::vector<std::string> values;
    add_values(values, "folder.role", model::FolderRole::shared);
    add_values(values, "message.priority", model::Priority::low);
    add_values(values, "address.kind", model::AddressKind::other);
    add_values(values, "attachment.kind", model::AttachmentKind::other);
    add_values(values, "attribute.type", model::AttributeType::other);
    return values;
}

}  // namespace restante::testing
