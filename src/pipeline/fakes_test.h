// A source and a target in memory, for tests of the layers that stand on them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sources/source.h"
#include "targets/target.h"

namespace restante::pipeline {

// Bytes that cannot be read from `broken_at` on.
class BrokenBytes final : public ByteSource {
public:
    BrokenBytes(std::uint64_t size, std::uint64_t broken_at, Errc code = Errc::io)
        : size_(size), broken_at_(broken_at), code_(code) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        if (offset + into.size() > broken_at_) return fail(code_, "bad sector", broken_at_);
        return {};
    }

private:
    std::uint64_t size_, broken_at_;
    Errc code_;
};

struct FakeFolder {
    model::Folder folder{};
    std::vector<Result<model::Message>> messages{};
};

struct FakeMailbox {
    model::Mailbox mailbox{};
    std::vector<FakeFolder> folders{};
    std::vector<model::AddressBook> books{};
    std::optional<Error> open_error{};
};

inline model::Message fake_message(const std::string& id, const std::string& subject = "subject") {
    model::Message message;
    message.id = id;
    message.subject = subject;
    message.body = "body";
    return message;
}

inline FakeFolder fake_folder(std::vector<std::string> path, std::size_t messages) {
    FakeFolder made;
    made.folder.path = std::move(path);
    for (std::size_t i = 0; i < messages; ++i) made.messages.emplace_back(fake_message("8600000" + std::to_string(i)));
    return made;
}

class FakeReader final : public sources::MailboxReader {
public:
    explicit FakeReader(const FakeMailbox& content) : content_(content) {
        for (const FakeFolder& folder : content.folders) folders_.push_back(folder.folder);
    }
    [[nodiscard]] const model::Mailbox& mailbox() const override { return content_.mailbox; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return content_.folders[folder].messages.size();
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        return content_.folders[folder].messages[index];
    }
    Result<std::vector<model::AddressBook>> address_books() override { return content_.books; }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    const FakeMailbox& content_;
    std::vector<model::Folder> folders_;
    Findings findings_;
};

class FakeSource final : public sources::Source {
public:
    std::vector<FakeMailbox> mailboxes{};
    std::vector<model::Directory> postoffices{};

    [[nodiscard]] const sources::SourceDescription& description() const override { return description_; }
    [[nodiscard]] std::size_t mailbox_count() const override { return mailboxes.size(); }
    Result<std::unique_ptr<sources::MailboxReader>> open_mailbox(std::size_t index) override {
        if (mailboxes[index].open_error) return fail(*mailboxes[index].open_error);
        return std::make_unique<FakeReader>(mailboxes[index]);
    }
    [[nodiscard]] const std::vector<model::Directory>& directories() const override { return postoffices; }
    Result<std::string> sha256() override { return std::string("00"); }

private:
    sources::SourceDescription description_{"mmf", "fake.mmf", "1", 1};
};

// Remembers what arrived; fails where it is told to.
class FakeTarget final : public targets::Target {
public:
    std::map<std::string, Error> message_errors{};  // by item, "Inbox/3"
    std::map<std::string, Error> folder_errors{};   // by display path
    std::size_t errors_end_after = SIZE_MAX;        // mailboxes opened: then messages are taken after all
    std::optional<Error> finish_error{}, open_error{};
    targets::Capabilities abilities{.wants_source_hash = false, .carries_address_books = true};

    std::vector<std::string> items{};     // "Inbox/1 <item id>"
    std::vector<std::string> item_ids{};  // in the same order
    std::vector<model::Message> messages{};
    std::vector<std::size_t> attachment_sizes{};
    std::vector<model::Mailbox> mailboxes{};
    std::vector<model::Directory> directories{};
    std::size_t books = 0, finished_mailboxes = 0, finished = 0, abandoned = 0;

    [[nodiscard]] const targets::Capabilities& capabilities() const override { return abilities; }
    [[nodiscard]] std::string place() const override { return "fake"; }
    Result<void> prepare(const targets::SourceFacts& /*source*/, const std::vector<model::Mailbox>& /*all*/) override {
        return {};
    }
    Result<std::unique_ptr<targets::MailboxWriter>> open_mailbox(const model::Mailbox& mailbox,
                                                                 Findings& /*losses*/) override {
        mailboxes.push_back(mailbox);
        if (open_error) return fail(*open_error);
        return std::make_unique<Writer>(*this);
    }
    Result<void> add_directories(const std::vector<model::Directory>& all, Findings& /*losses*/) override {
        directories = all;
        return {};
    }
    Result<void> finish() override {
        ++finished;
        return {};
    }

private:
    class Writer final : public targets::MailboxWriter {
    public:
        explicit Writer(FakeTarget& target) : target_(target) {}
        ~Writer() override { target_.abandoned += done_ ? 0U : 1U; }
        Result<void> begin_folder(const model::Folder& folder) override {
            const auto error = target_.folder_errors.find(model::display_path(folder));
            if (error != target_.folder_errors.end()) return fail(error->second);
            return {};
        }
        Result<targets::Delivery> add_message(const model::Message& message, const std::string& item,
                                              const std::string& item_id) override {
            const auto error = target_.message_errors.find(item);
            const bool fails = target_.mailboxes.size() <= target_.errors_end_after;
            if (fails && error != target_.message_errors.end()) return fail(error->second);
            std::size_t bytes = 0;
            for (const model::Attachment& attachment : message.attachments)
                if (attachment.data) bytes += TRY(read_all(*attachment.data, 1'000'000)).size();
            target_.items.push_back(item);
            target_.item_ids.push_back(item_id);
            target_.messages.push_back(message);
            target_.attachment_sizes.push_back(bytes);
            return targets::Delivery{};
        }
        Result<void> end_folder() override { return {}; }
        Result<void> add_address_books(const std::vector<model::AddressBook>& books) override {
            target_.books += books.size();
            return {};
        }
        Result<void> finish(const Findings& /*findings*/) override {
            if (target_.finish_error) return fail(*target_.finish_error);
            done_ = true;
            ++target_.finished_mailboxes;
            return {};
        }

    private:
        FakeTarget& target_;
        bool done_ = false;
    };
};

}  // namespace restante::pipeline
