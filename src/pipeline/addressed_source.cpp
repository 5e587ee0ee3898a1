#include "pipeline/addressed_source.h"

#include <utility>

namespace restante::pipeline {
namespace {

class AddressedReader final : public sources::MailboxReader {
public:
    AddressedReader(std::unique_ptr<sources::MailboxReader> reader, AddressCensus& census)
        : reader_(std::move(reader)), census_(census), mailbox_(reader_->mailbox()) {
        census_.take(mailbox_);
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return reader_->folders(); }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return reader_->message_count(folder);
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        auto message = reader_->read_message(folder, index);
        if (message) census_.take(*message, mailbox_);
        return message;
    }
    Result<std::vector<model::AddressBook>> address_books() override {
        auto books = reader_->address_books();
        if (books) census_.take(*books, mailbox_);
        return books;
    }
    [[nodiscard]] Findings& findings() override { return reader_->findings(); }

private:
    std::unique_ptr<sources::MailboxReader> reader_;
    AddressCensus& census_;
    model::Mailbox mailbox_;
};

}  // namespace

AddressedSource::AddressedSource(sources::Source& source, AddressCensus& census)
    : source_(source), census_(census), directories_(source.directories()) {
    for (model::Directory& directory : directories_) census_.take(directory);
}

Result<std::unique_ptr<sources::MailboxReader>> AddressedSource::open_mailbox(std::size_t index) {
    auto reader = TRY(source_.open_mailbox(index));
    return std::unique_ptr<sources::MailboxReader>(std::make_unique<AddressedReader>(std::move(reader), census_));
}

}  // namespace restante::pipeline
