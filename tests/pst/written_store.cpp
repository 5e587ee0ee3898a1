#include "written_store.h"

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <variant>

#include "base/code_page.h"
#include "base/sha256.h"

namespace restante::pst_tests {
namespace {

constexpr std::int64_t kSomeDay = 809'791'872;  // 1995-08-30

template <class T>
T must(Result<T> result) {
    if (result) {
        if constexpr (std::is_void_v<T>)
            return;
        else
            return std::move(*result);
    }
    std::fprintf(stderr, "make_pst: %s\n", result.error().describe().c_str());
    std::exit(1);
}

const pst::Value* value_of(const pst::Properties& properties, std::uint16_t id) {
    for (const pst::Property& property : properties)
        if (property.id == id) return &property.value;
    return nullptr;
}

std::string text_of(const pst::Properties& properties, std::uint16_t id) {
    const pst::Value* value = value_of(properties, id);
    return value == nullptr ? std::string() : std::get<std::string>(*value);
}

nlohmann::json describe(const pst::Message& message);

nlohmann::json describe(const pst::Attachment& attachment) {
    nlohmann::json entry{{"name", text_of(attachment.properties, 0x3704)}};
    if (attachment.embedded) {
        entry["message"] = describe(*attachment.embedded);
        return entry;
    }
    entry["size"] = attachment.data ? attachment.data->size() : 0;
    entry["sha256"] = attachment.data ? must(Sha256::hex_of(*attachment.data)) : Sha256::hex_of(Bytes{});
    return entry;
}

nlohmann::json describe(const pst::Message& message) {
    nlohmann::json entry{{"subject", message.subject},
                         {"class", message.message_class},
                         {"body", text_of(message.properties, 0x1000)},
                         {"recipients", message.recipients.size()},
                         {"attachments", nlohmann::json::array()}};
    for (const pst::Attachment& attachment : message.attachments) entry["attachments"].push_back(describe(attachment));
    return entry;
}

}  // namespace

WrittenStore::WrittenStore(const std::string& path, Variant variant) : variant_(variant), sink_(path) {
    if (!sink_.is_open()) {
        std::fprintf(stderr, "make_pst: cannot write %s\n", path.c_str());
        std::exit(1);
    }
    pst::WriterOptions options;
    options.format = variant.format;
    options.encoding = variant.encoding;
    options.time = pst::FileTime::from_unix(kSomeDay);
    const Sha256::Digest key = Sha256::of(as_bytes("a store for tests"));
    std::copy(key.begin(), key.begin() + 16, options.record_key.begin());
    auto page = std::make_shared<CodePage>(must(CodePage::numbered(1252)));
    options.encode_text = [page](std::string_view text, std::string& into) { page->encode(text, into); };
    writer_ = must(pst::Writer::create(sink_, std::move(options)));
    record_["folders"] = nlohmann::json::array();
}

pst::FolderId WrittenStore::folder(const pst::FolderSpec& spec) {
    record_["folders"].push_back({{"name", spec.name}, {"items", nlohmann::json::array()}});
    return must(writer_->begin_folder(spec));
}

pst::Nid WrittenStore::add(const pst::Message& message) {
    const pst::WrittenMessage written = must(writer_->add_message(message));
    if (!message.associated) record_["folders"].back()["items"].push_back(describe(message));
    return written.nid;
}

void WrittenStore::end_folder() { must(writer_->end_folder()); }

void WrittenStore::finish() {
    must(writer_->finish());
    if (!sink_.close()) must(Result<void>(fail(Errc::io, "closing failed")));
}

ByteVector filler(std::size_t size, std::uint32_t seed) {
    ByteVector bytes(size);
    std::uint32_t state = seed * 2654435761U + 12345U;
    for (std::uint8_t& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    return bytes;
}

std::string filler_text(std::size_t size, std::uint32_t seed) {
    std::string text;
    for (const std::uint8_t byte : filler(size, seed)) text += static_cast<char>('a' + byte % 26);
    return text;
}

pst::Message plain_message(const std::string& subject, const std::string& body) {
    pst::Message message;
    message.subject = subject;
    message.flags = pst::kFlagRead;
    const auto when = pst::FileTime::from_unix(kSomeDay);
    const std::string name = "Joe Sender";
    const std::string type = "SMTP";
    const std::string address = "joe@example.org";
    message.properties = {{0x1000, body},
                          {0x0039, when},
                          {0x0E06, when},
                          {0x0017, std::int32_t{1}},
                          {0x0042, name},
                          {0x0064, type},
                          {0x0065, address},
                          {0x0C1A, name},
                          {0x0C1E, type},
                          {0x0C1F, address},
                          {0x3FFD, std::int32_t{1252}}};
    message.recipients.push_back({.name = "Jane Reader", .address_type = type, .address = "jane@example.org"});
    return message;
}

pst::Attachment file_attachment(const std::string& name, ByteVector bytes) {
    pst::Attachment attachment;
    attachment.properties = {{0x3704, name}, {0x3707, name}, {0x3001, name}};
    attachment.data = std::make_shared<MemoryBytes>(std::move(bytes));
    return attachment;
}

}  // namespace restante::pst_tests
