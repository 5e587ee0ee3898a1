// One mailbox as a primary and a secondary file. Source: docs/targets/migration.md.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/code_page.h"
#include "targets/files/manifest.h"
#include "targets/files/output_file.h"
#include "targets/migration/folder_names.h"
#include "targets/migration/message_losses.h"
#include "targets/migration/set_writer.h"
#include "targets/target.h"

namespace restante::targets::migration {

class MailboxSetWriter final : public MailboxWriter {
public:
    struct Setup {
        std::string directory{}, stem{};
        model::Mailbox mailbox{};
        CodePage page;
        Findings* losses = nullptr;  // outlives the writer
    };
    explicit MailboxSetWriter(Setup setup);

    // Errors of opening the files; conflict: another run is writing them.
    Result<void> open();

    Result<void> begin_folder(const model::Folder& folder) override;
    Result<Delivery> add_message(const model::Message& message, const std::string& item,
                                 const std::string& item_id) override;
    Result<void> end_folder() override;
    Result<void> add_address_books(const std::vector<model::AddressBook>& books) override;
    Result<void> finish(const Findings& source_findings) override;

private:
    Result<void> write_content(const model::Message& message, const std::string& item);
    Result<void> write_attachment(const model::Message& message, std::size_t index, std::int64_t position,
                                  const std::string& item);
    Result<void> note_item(std::string_view kind, std::string_view place, std::string_view item_id,
                           std::string_view store_id);
    void report_folders();

    Setup setup_;
    std::string owner_;  // "MS:ACME/HQ/JDOE"; "" of public folders
    SetWriter set_;
    files::OutputFile items_;
    FolderNames names_;
    MessageLosses message_losses_;
    files::Manifest manifest_;
    model::Folder folder_;
    std::vector<std::string> folder_path_;
    std::size_t messages_in_folder_ = 0;
    std::vector<std::string> empty_folders_, renamed_folders_;
};

}  // namespace restante::targets::migration
