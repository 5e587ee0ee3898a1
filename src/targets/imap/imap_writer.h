// One mailbox of the source, sent to one account.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "targets/files/hashing_sink.h"
#include "targets/imap/folder_choice.h"
#include "targets/imap/folder_uploader.h"
#include "targets/mail/compose.h"
#include "targets/mail/envelope.h"
#include "targets/server/batch.h"
#include "targets/target.h"

namespace restante::targets::imap {

class ImapWriter final : public MailboxWriter {
public:
    // `server` and `losses` outlive it.
    ImapWriter(model::Mailbox mailbox, Destination destination, std::size_t connections, Server& server,
               TargetOptions options, Findings& losses);

    // Logs in and sees what is there.
    Result<void> start();

    void set_journal(Journal& journal) override {
        batch_.set_journal(journal);
        uploader_.set_journal(journal);
    }
    Result<void> begin_folder(const model::Folder& folder) override;
    Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                 const std::string& item_id) override;
    Result<void> end_folder() override;
    Result<void> add_address_books(const std::vector<model::AddressBook>&) override { return {}; }
    Result<void> finish(const Findings& source_findings) override;

private:
    Result<void> open_now();
    // Sees to it that the mailbox is there, under another name where the server does not take the first. Whether it
    // was not there before.
    Result<bool> make(ChosenMailbox& chosen);
    Result<bool> create(const std::string& mailbox, const std::string& use);
    void note_lost_facts();
    // Without its content when it is large.
    Result<Outgoing> composed(const model::Message& message, const mail::ComposeContext& context);

    model::Mailbox mailbox_;
    Findings& losses_;
    Findings again_;  // what a second composing finds was found by the first
    const TargetOptions options_;
    mail::Composer composer_, second_composer_;
    FolderUploader uploader_;
    std::unique_ptr<FolderChoice> choice_;
    files::HashingSink hashing_;
    server::Batch<Outgoing> batch_;
    model::Folder folder_{};
    bool folder_open_ = false;
    std::vector<std::string> left_out_;  // hidden folders without messages
};

}  // namespace restante::targets::imap
