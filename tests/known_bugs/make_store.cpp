// Writes a message file from a description on standard input, which message_file.py makes: everything that is stored
// comes from there as bytes, only the store around it from our writer.
//
//   make_described_store OUT < DESCRIPTION
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "formats/mmf/store_builder.h"

namespace {

using namespace restante;
using namespace restante::mmf;
using Json = nlohmann::json;

ByteVector bytes_of(const Json& hexadecimal) {
    const auto text = hexadecimal.get<std::string>();
    ByteVector bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    return bytes;
}

std::string text_of(const Json& hexadecimal) { return std::string(as_text(bytes_of(hexadecimal))); }

template <class Element>
std::vector<Element> attributes_of(const Json& list) {
    std::vector<Element> attributes;
    for (const Json& one : list) {
        Element element;
        element.id = one[0].get<std::uint32_t>();
        element.data = bytes_of(one[1]);
        attributes.push_back(std::move(element));
    }
    return attributes;
}

NewMessage message_of(const Json& description) {
    NewMessage message;
    message.attributes = attributes_of<ListElement>(description["attributes"]);
    for (const Json& one : description["attachments"]) {
        NewAttachment attachment;
        attachment.attributes = attributes_of<ListPart>(one["attributes"]);
        attachment.reference.kind = one["kind"].get<std::uint16_t>();
        attachment.reference.position = one["position"].get<std::uint32_t>();
        attachment.reference.flags = one["flags"].get<std::uint32_t>();
        message.attachments.push_back(std::move(attachment));
    }
    return message;
}

NewAddressBook book_of(const Json& description) {
    NewAddressBook book;
    for (const Json& one : description) {
        NewAddressEntry entry;
        entry.attributes = attributes_of<ListElement>(one["attributes"]);
        if (!one["members"].is_null()) entry.members = one["members"].get<std::vector<std::size_t>>();
        book.entries.push_back(std::move(entry));
    }
    return book;
}

Result<void> write(PatchableSink& sink, const Json& description) {
    static const std::map<std::string, Oid> kRoles{
        {"", Oid{}}, {"inbox", kInbox}, {"sent", kSentMail}, {"outbox", kOutbox}, {"deleted", kWastebasket}};
    StoreBuilderOptions options;
    options.writer.header.language = text_of(description["language"]);
    for (const Json& one : description["accounts"]) options.accounts.push_back({text_of(one[0]), text_of(one[1]), {}});
    StoreBuilder builder = TRY(StoreBuilder::create(sink, options));
    for (const Json& name : description["classes"]) TRY(builder.add_class(text_of(name)));
    for (const Json& one : description["folders"]) {
        NewFolder made;
        made.name = text_of(one["name"]);
        made.level = one["level"].get<std::uint16_t>();
        made.hidden = one["hidden"].get<bool>();
        made.oid = kRoles.at(one["role"].get<std::string>());
        const std::size_t folder = TRY(builder.add_folder(made));
        for (const Json& message : one["messages"]) TRY(builder.add_message(folder, message_of(message)));
    }
    if (!description["book"].empty()) TRY_VOID(builder.add_address_book(book_of(description["book"])));
    return builder.finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    MemorySink sink;
    const auto written = write(sink, Json::parse(std::cin));
    if (!written) {
        std::fprintf(stderr, "%s\n", written.error().describe().c_str());
        return 1;
    }
    std::ofstream file(arguments[1], std::ios::binary);
    file << as_text(sink.bytes());
    return file.good() ? 0 : 1;
}
