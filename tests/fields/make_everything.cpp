// Writes the message file that everything.py describes, or names all fields of the model.
//
//   make_everything DESCRIPTION OUT
//   make_everything --fields
//
// DESCRIPTION is JSON with the names of src/model. What the program only shows (mapped addresses, what is taken out of
// attachments, what attributes say together) is passed over.
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "field_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_builder.h"
#include "stored_text.h"

namespace {

using namespace restante;
using namespace restante::testing;
using nlohmann::json;

mmf::Oid oid_of(const std::string& hex) {
    const ByteVector bytes = bytes_of_hex(hex);
    mmf::Oid oid;
    for (std::size_t i = 0; i < bytes.size(); ++i) oid.value |= std::uint32_t{bytes[i]} << (8 * i);
    return oid;
}

mmf::ListElement attribute_of(const json& attribute) {
    const std::uint32_t id = number_of_hex(attribute.at("id"));
    const json& value = attribute.at("value");
    switch (mmf::attribute_type(id)) {
        case mmf::AttributeType::triples:
            return {id, stored_triples(value)};
        case mmf::AttributeType::string:
        case mmf::AttributeType::text:
            return {id, with_nul(stored_text(value))};
        case mmf::AttributeType::date:
            return {id, stored_date(value)};
        case mmf::AttributeType::byte:
        case mmf::AttributeType::other:
            return {id, bytes_of_hex(value)};
        default:
            return {id, stored_integer(value, mmf::minimum_size(mmf::attribute_type(id)))};
    }
}

class MessageMaker {
public:
    MessageMaker(mmf::StoreBuilder& builder, const json& message) : builder_(builder), source_(message) {}

    Result<mmf::NewMessage> make() {
        made_.oid = oid_of(source_.at("id"));
        using namespace mmf::attribute;
        for (const auto& [id, field] : {std::pair{kFrom, "from"}, {kTo, "to"}, {kCc, "cc"}, {kBcc, "bcc"}})
            if (source_.contains(field)) put(id, stored_triples(source_.at(field)));
        for (const auto& [id, field] : {std::pair{kSubject, "subject"},
                                        {kBody, "body"},
                                        {kMessageId, "message_id"},
                                        {kParentId, "parent_id"},
                                        {kConversationId, "conversation_id"}})
            if (source_.contains(field)) put(id, with_nul(stored_text(source_.at(field))));
        for (const auto& [id, field] :
             {std::pair{kDateSent, "sent"}, {kDateReceived, "received"}, {kLastModified, "modified"}})
            if (source_.contains(field)) put(id, stored_date(source_.at(field)));
        TRY_VOID(put_class());
        put_numbers();
        for (const json& attribute : list("attributes"))
            if (!attribute.at("value").is_null()) made_.attributes.push_back(attribute_of(attribute));
        for (const json& date : list("invalid_dates"))
            put(number_of_hex(date.at("attribute")), stored_date(date.at("stored")));
        for (const json& attachment : list("attachments"))
            if (!attachment.contains("derived")) put_attachment(attachment);
        return std::move(made_);
    }

private:
    [[nodiscard]] json list(const char* field) const { return source_.value(field, json::array()); }
    void put(std::uint32_t id, ByteVector data) { made_.attributes.push_back({id, std::move(data)}); }

    Result<void> put_class() {
        if (!source_.contains("class_name")) return {};
        const std::string name = stored_text(source_.at("class_name"));
        std::uint32_t number = 0;
        for (std::uint32_t one = mmf::kNoteClass; one <= mmf::kNonDeliveryClass; ++one)
            if (mmf::standard_class_name(one) == name) number = one;
        if (number == 0) number = TRY(builder_.add_class(name));
        put(mmf::attribute::kClass, stored_integer(number, 2));
        return {};
    }

    void put_numbers() {
        if (source_.contains("priority")) {
            const std::string priority = source_.at("priority");
            put(mmf::attribute::kPriority, stored_integer(priority == "high"  ? mmf::priority::kHigh
                                                          : priority == "low" ? mmf::priority::kLow
                                                                              : mmf::priority::kNormal,
                                                          2));
        }
        if (source_.value("fixed_font", false)) put(mmf::attribute::kFixedFont, stored_integer(1, 2));
        if (!source_.contains("status")) return;
        const json& bits = source_.at("status");
        const auto bit = [&](const char* name, std::uint8_t value) -> std::uint32_t {
            return bits.value(name, false) ? value : 0;
        };
        put(mmf::attribute::kStatus,
            stored_integer(bit("read", mmf::status::kRead) | bit("unsent", mmf::status::kUnsent) |
                               bit("submitted", mmf::status::kSubmitted) | bit("from_me", mmf::status::kFromMe) |
                               bit("changed", mmf::status::kChanged),
                           1));
    }

    void put_attachment(const json& attachment) {
        mmf::NewAttachment made;
        const auto put_part = [&](const char* field, std::uint32_t id, auto&& stored) {
            if (attachment.contains(field)) made.attributes.push_back({.id = id, .data = stored(attachment.at(field))});
        };
        const auto text = [](const json& value) { return with_nul(stored_text(value)); };
        using namespace mmf::attribute;
        put_part("name", kAttachmentTitle, text);
        put_part("data", kAttachmentData, bytes_of_hex);
        put_part("rendering", kAttachmentMetafile, bytes_of_hex);
        put_part("created", kAttachmentCreated, stored_date);
        put_part("modified", kAttachmentModified, stored_date);
        for (const json& attribute : attachment.value("attributes", json::array())) {
            mmf::ListElement element = attribute_of(attribute);
            made.attributes.push_back({.id = element.id, .data = std::move(element.data)});
        }
        constexpr std::uint16_t kOtherKind = 4;
        const std::string kind = attachment.at("kind");
        made.reference.kind = kind == "file"      ? mmf::attachment_kind::kFile
                              : kind == "ole"     ? mmf::attachment_kind::kOle
                              : kind == "picture" ? mmf::attachment_kind::kPicture
                                                  : kOtherKind;
        made.reference.position = attachment.value("position", mmf::kNoPosition);
        made.reference.width = attachment.value("width", std::uint16_t{0});
        made.reference.height = attachment.value("height", std::uint16_t{0});
        made.reference.flags = attachment.value("macbinary", false) ? mmf::kMacBinary : 0;
        made.number = attachment.at("number").get<std::uint32_t>();
        made_.attachments.push_back(std::move(made));
    }

    mmf::StoreBuilder& builder_;
    const json& source_;
    mmf::NewMessage made_;
};

mmf::Oid folder_oid(const json& folder) {
    const std::map<std::string, mmf::Oid> kPlaces{
        {"inbox", mmf::kInbox}, {"sent", mmf::kSentMail}, {"outbox", mmf::kOutbox}, {"deleted", mmf::kWastebasket}};
    const auto found = kPlaces.find(folder.value("role", ""));
    return found == kPlaces.end() ? mmf::Oid{} : found->second;
}

Result<void> add_folder(mmf::StoreBuilder& builder, const json& folder) {
    const json& path = folder.at("path");
    const std::size_t index = TRY(builder.add_folder({.name = stored_text(path.back()),
                                                      .comment = stored_text(folder.value("comment", "")),
                                                      .level = static_cast<std::uint16_t>(path.size()),
                                                      .hidden = folder.value("hidden", false),
                                                      .oid = folder_oid(folder)}));
    for (const json& message : folder.value("messages", json::array())) {
        auto made = TRY(MessageMaker(builder, message).make());
        TRY(builder.add_message(index, std::move(made)));
    }
    return {};
}

mmf::NewAddressEntry entry_of(const json& entry, const json& entries) {
    mmf::NewAddressEntry made;
    made.oid = oid_of(entry.at("id"));
    std::vector<std::pair<std::uint32_t, ByteVector>> fields;
    namespace field = mmf::address_field;
    for (const auto& [id, name] : {std::pair{field::kName, "name"},
                                   {field::kAddress, "address"},
                                   {field::kAddressType, "type"},
                                   {field::kComment, "comment"},
                                   {field::kTransmittableName, "transmittable_name"}})
        if (entry.contains(name)) fields.emplace_back(id, with_nul(stored_text(entry.at(name))));
    if (entry.value("group", false)) {
        fields.emplace_back(field::kObjectType, mmf::write_object_type(mmf::kGroupObject));
        made.members.emplace();
        for (const json& member : entry.at("members"))
            for (std::size_t i = 0; i < entries.size(); ++i)
                if (entries[i].at("id") == member) made.members->push_back(i);
    }
    made.only_in_group = entry.value("only_in_group", false);
    std::vector<mmf::AddressField> views;
    for (const auto& [id, data] : fields) views.push_back({id, data});
    made.attributes = {{mmf::attribute::kSubject, with_nul(stored_text(entry.value("name", "")))},
                       {mmf::attribute::kStatus, {mmf::status::kRead}},
                       {mmf::attribute::kBody, mmf::write_address_entry(views)}};
    return made;
}

Result<void> add_book(mmf::StoreBuilder& builder, const json& book) {
    mmf::NewAddressBook made;
    made.name = stored_text(book.at("name"));
    made.oid = book.value("standard", false) ? mmf::kStandardAddressBook : builder.new_oid(mmf::type::kAddressBook);
    for (const json& entry : book.at("entries")) made.entries.push_back(entry_of(entry, book.at("entries")));
    return builder.add_address_book(made);
}

Result<void> write(MemorySink& sink, const json& everything) {
    mmf::StoreBuilderOptions options;
    for (const json& account : everything.at("mailbox").at("accounts"))
        options.accounts.insert(options.accounts.begin(), {.name = stored_text(account)});  // the newest comes first
    mmf::StoreBuilder builder = TRY(mmf::StoreBuilder::create(sink, options));
    for (const json& folder : everything.at("folders")) TRY_VOID(add_folder(builder, folder));
    for (const json& book : everything.at("address_books")) TRY_VOID(add_book(builder, book));
    return builder.finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::string_view(arguments[1]) == "--fields") {
        for (const std::string& field : model_fields()) std::puts(field.c_str());
        for (const std::string& value : model_values()) std::puts(value.c_str());
        return 0;
    }
    if (count != 3) return 2;
    MemorySink sink;
    std::ifstream description(arguments[1]);
    const auto written = write(sink, json::parse(description));
    if (!written) {
        std::fprintf(stderr, "%s\n", written.error().describe().c_str());
        return 1;
    }
    std::ofstream file(arguments[2], std::ios::binary);
    file << as_text(sink.bytes());
    return file.good() ? 0 : 1;
}
