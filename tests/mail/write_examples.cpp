// Writes the example messages with every mail target, and what they must say as JSON, for check_mail.py.
// Usage: write_examples DIR
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/sha256.h"
#include "example_mail.h"
#include "formats/mime/clean_text.h"
#include "model/message_class.h"
#include "targets/eml/eml_target.h"
#include "targets/mail/attachment_name.h"
#include "targets/maildir/maildir_target.h"
#include "targets/mbox/mbox_target.h"

namespace {

using namespace restante;
using Json = nlohmann::ordered_json;

std::string item_id(std::size_t index) { return Sha256::hex_of(as_bytes(std::to_string(index))).substr(0, 32); }

bool deliver(Result<std::unique_ptr<targets::Target>> target, const std::vector<model::Message>& messages) {
    Findings losses;
    const model::Mailbox mailbox = restante::testing::example_mailbox();
    if (!target || !(*target)->prepare({}, {mailbox})) return false;
    auto writer = (*target)->open_mailbox(mailbox, losses);
    if (!writer || !(*writer)->begin_folder(restante::testing::example_folder({"Inbox"}, model::FolderRole::inbox)))
        return false;
    for (std::size_t i = 0; i < messages.size(); ++i)
        if (!(*writer)->add_message(messages[i], "item", item_id(i))) return false;
    return (*writer)->end_folder() && (*writer)->finish(Findings());
}

Json expected(const model::Message& message) {
    Json json;
    json["subject"] = mime::one_line(message.subject.value_or(""));
    json["recipients"] = message.to.size();
    if (message.sent) json["sent"] = message.sent->iso();
    const model::MessageKind kind = model::kind_of(message.class_name.value_or(""));
    const bool report = kind == model::MessageKind::read_receipt || kind == model::MessageKind::non_delivery;
    if (message.body && message.attachments.empty() && !report) json["body"] = *message.body;
    json["class"] = message.class_name.value_or("");
    json["attachments"] = Json::array();
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        const model::Attachment& attachment = message.attachments[i];
        Json entry;
        entry["name"] = targets::mail::delivered_name(attachment, i);
        entry["sha256"] = attachment.data ? *Sha256::hex_of(*attachment.data) : Sha256::hex_of(Bytes());
        json[kind == model::MessageKind::non_delivery ? "returned" : "attachments"].push_back(entry);
    }
    return json;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    const std::string place = argv[1];
    std::vector<model::Message> messages = restante::testing::odd_messages();
    for (model::Message& message : restante::testing::meetings_and_reports()) messages.push_back(std::move(message));
    Json all;
    for (std::size_t i = 0; i < messages.size(); ++i) all[item_id(i)] = expected(messages[i]);
    std::filesystem::create_directories(place);
    std::ofstream(place + "/expected.json") << all.dump(1, ' ', true, Json::error_handler_t::replace);
    const bool done = deliver(targets::open_eml_target(place + "/eml", {}), messages) &&
                      deliver(targets::open_mbox_target(place + "/mbox", {}), messages) &&
                      deliver(targets::open_maildir_target(place + "/maildir", {}), messages);
    if (!done) std::fputs("a message was not delivered\n", stderr);
    return done ? 0 : 1;
}
