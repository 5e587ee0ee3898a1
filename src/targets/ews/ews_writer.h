// One mailbox of the source, sent to one account.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "targets/ews/account.h"
#include "targets/ews/folder_places.h"
#include "targets/ews/uploader.h"
#include "targets/files/hashing_sink.h"
#include "targets/mail/compose.h"
#include "targets/mail/envelope.h"
#include "targets/server/batch.h"
#include "targets/target.h"

namespace restante::targets::ews {

class EwsWriter final : public MailboxWriter {
public:
    // `server` and `losses` outlive it.
    EwsWriter(model::Mailbox mailbox, Destination destination, Server& server, TargetOptions options, Findings& losses);

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
    Result<void> add_address_books(const std::vector<model::AddressBook>& books) override;
    Result<void> finish(const Findings& source_findings) override;

private:
    Result<void> open_now();
    void note_lost_facts(bool made);
    Result<Outgoing> composed(const model::Message& message, const mail::ComposeContext& context);

    model::Mailbox mailbox_;
    Findings& losses_;
    const TargetOptions options_;
    mail::Composer composer_;
    Account account_;
    FolderPlaces places_;
    Uploader uploader_;
    server::Batch<Outgoing> batch_;
    files::HashingSink hashing_;
    model::Folder folder_{};
    bool folder_open_ = false;
    std::vector<std::string> left_out_;  // hidden folders without messages
};

}  // namespace restante::targets::ews
