#include "forge/letter_json.h"

#include <nlohmann/json.hpp>

#include "base/sha256.h"

namespace restante::forge {
namespace {

using Json = nlohmann::ordered_json;

Json addresses(const std::vector<Correspondent>& people) {
    Json list = Json::array();
    for (const Correspondent& one : people) list.push_back(one.address);
    return list;
}

// 1 low, 2 and 3 normal, 4, 5 and R high (Q112915).
std::string priority_name(char priority) {
    if (priority == '1') return "low";
    return priority == '2' || priority == '3' ? "normal" : "high";
}

}  // namespace

Result<std::string> letter_json(const Plan& plan, const Letter& letter, const LetterCopy& copy) {
    Json json;
    json["subject"] = letter.subject;
    json["sent"] = letter.sent.iso();
    json["from"] = addresses({letter.from});
    json["to"] = addresses(letter.to);
    json["cc"] = addresses(letter.cc);
    json["bcc"] = addresses(letter.bcc);
    json["text_sha256"] = Sha256::hex_of(as_bytes(text_of(plan, letter)));
    json["read"] = letter.read || !copy.live;
    if (letter.priority) json["priority"] = priority_name(*letter.priority);
    if (!letter.message_id.empty()) json["message_id"] = letter.message_id;
    json["attachments"] = Json::array();
    for (const Attachment& attachment : letter.attachments) {
        const ByteSourcePointer content = content_of(attachment);
        const std::string digest = TRY(Sha256::hex_of(*content));
        json["attachments"].push_back({{"name", attachment.name}, {"size", attachment.size}, {"sha256", digest}});
    }
    json["in"] = copy.in;
    json["live"] = copy.live;
    if (copy.gone) json["gone"] = true;
    if (!copy.message_file.empty()) json["message_file"] = copy.message_file;
    return json.dump();
}

std::string json_text(std::string_view text) { return Json(text).dump(); }

std::string json_texts(const std::vector<std::string>& texts) { return Json(texts).dump(); }

}  // namespace restante::forge
