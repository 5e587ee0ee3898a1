// Hands REST of everything.py to a target: what the model can say and no source does yet.
//
//   deliver_rest TARGET
//
// The numbers of the target's losses go to standard output.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "model/item_id.h"
#include "targets/target.h"

namespace {

using namespace restante;

struct RestFolder {
    model::Folder folder{};
    std::vector<model::Message> messages{};
};

std::vector<RestFolder> rest_folders() {
    RestFolder shared;
    shared.folder.path = {"Shared folder"};
    shared.folder.role = model::FolderRole::shared;
    shared.folder.shared = model::SharedFolder{.owner = "BSMITH", .kind = "group", .record = "01ff"};
    RestFolder recovered;
    recovered.folder.path = {"Recovered"};
    recovered.folder.recovered = true;
    model::Message& message = recovered.messages.emplace_back();
    message.id = "86000001";
    message.subject = "Dug out";
    message.body = "";
    message.recovered = {true, model::Confidence::probable};
    const model::Address ann{"Ann Str\u00F6m", "SMTP", "ann@example.com", model::AddressKind::one_off};
    message.reply_to = {ann, {"Somebody Else", "", "", model::AddressKind::unresolved}};
    model::Message inner;
    inner.subject = "Inner";
    inner.body = "Text of it";
    inner.from = {ann};
    model::Attachment& attachment = message.attachments.emplace_back();
    attachment.number = 1;
    attachment.name = "Inner.eml";
    attachment.kind = model::AttachmentKind::message;
    attachment.message = std::make_shared<model::Message>(inner);
    return {shared, recovered};
}

Result<void> deliver(targets::MailboxWriter& writer, const model::Mailbox& mailbox) {
    for (const RestFolder& one : rest_folders()) {
        TRY_VOID(writer.begin_folder(one.folder));
        for (const model::Message& message : one.messages)
            TRY(writer.add_message(message, "item", model::item_id(mailbox, one.folder, message)));
        TRY_VOID(writer.end_folder());
    }
    return {};
}

Result<void> deliver_to(targets::Target& target, Findings& losses) {
    model::Mailbox mailbox;
    mailbox.name = "JDOE";
    mailbox.display_name = "Doe, John";
    TRY_VOID(target.prepare({}, {mailbox}));
    const auto writer = TRY(target.open_mailbox(mailbox, losses));
    if (target.capabilities().carries_messages) TRY_VOID(deliver(*writer, mailbox));
    TRY_VOID(writer->add_address_books({}));
    TRY_VOID(writer->finish(Findings()));
    return target.finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    Findings losses;
    targets::TargetOptions options;
    options.secret = [](const std::string&) -> Result<targets::Secret> {
        const char* password = std::getenv("RESTANTE_PASSWORD");
        return targets::Secret{password != nullptr ? password : "", false};
    };
    auto target = targets::open_target(arguments[1], options);
    const auto delivered = target ? deliver_to(**target, losses) : Result<void>(fail(target.error()));
    if (!delivered) {
        std::fprintf(stderr, "%s\n", delivered.error().describe().c_str());
        return 1;
    }
    for (const Finding& loss : losses.list()) std::puts(std::string(message_text(loss.id).code).c_str());
    return 0;
}
