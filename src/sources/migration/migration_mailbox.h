// One owner's sections of a set of migration files. Source: docs/formats/migration.md.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "sources/migration/migration_set.h"
#include "sources/migration/pointer_budget.h"
#include "sources/source.h"

namespace restante::sources::migration {

class MigrationMailbox final : public MailboxReader {
public:
    // `index` is a place in set->mailboxes().
    MigrationMailbox(std::shared_ptr<MigrationSet> set, std::size_t index);

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override { return messages_.at(folder).size(); }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override;
    Result<std::vector<model::AddressBook>> address_books() override;
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    void add_folders();
    void begin_pass();
    Result<model::Message> read(const PlannedMessage& planned, const std::string& item);
    Result<exchange::MessageRow> read_row(const PlannedMessage& planned, const std::string& item);
    void read_content(const exchange::SectionPointer& pointer, model::Message& message, const std::string& item);
    void leave_out_what_others_have(const exchange::SectionPointer& pointer, const ByteSourcePointer& file,
                                    exchange::DataSections& sections, const std::string& item);
    Result<void> read_dug(const PlannedMessage& planned, model::Message& message, const std::string& item);
    Result<void> read_schedule(std::size_t schedule, model::Message& message);

    // For fields that stand in secondary files.
    Result<std::string> long_field(const exchange::SectionPointer& pointer);

    std::shared_ptr<MigrationSet> set_;
    const PlannedMailbox& plan_;
    PointerBudget budget_;
    bool sections_told_ = false, fields_told_ = false;  // that the budget is spent
    model::Mailbox mailbox_;
    std::vector<model::Folder> folders_{};
    std::vector<std::vector<PlannedMessage>> messages_{};  // of each folder
    // Whoever reads each message once may spend the budget. Who looks at one again, as the wizard does, begins anew.
    std::vector<std::vector<bool>> spent_for_{};
    bool spent_for_books_ = false;
    Findings findings_;
};

}  // namespace restante::sources::migration
