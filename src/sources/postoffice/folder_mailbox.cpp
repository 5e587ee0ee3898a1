#include "sources/postoffice/folder_mailbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/lossy_bytes.h"
#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/folder_index.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::sources {
namespace {

using postoffice::FolderIndex;

// What an index says of each folder file.
struct IndexEntry {
    std::string name{}, comment{};  // in the code page of the postoffice
    std::optional<std::uint32_t> owner{};
    std::string record{};  // as it is, in hexadecimal digits
};

std::string text_behind(const postoffice::FolderIndexRecord& record, std::size_t offset) {
    if (offset >= record.size()) return {};
    const Bytes text = until_nul(Bytes(record).subspan(offset));
    const bool printable = std::ranges::none_of(text, [](std::uint8_t byte) { return byte < ' '; });
    return printable ? std::string(as_text(text)) : std::string();
}

std::map<std::uint32_t, IndexEntry> entries_of(const FolderIndex& index, const PostofficeStudy& study) {
    std::map<std::uint32_t, IndexEntry> entries;
    for (const postoffice::FolderIndexRecord& record : index.records) {
        const auto file = postoffice::agreed_index_number(record, study.index_files.standing);
        if (!file) continue;
        IndexEntry& entry = entries[*file];
        entry.record = to_hex(record);
        if (study.index_name) {
            entry.name = postoffice::index_name(record, *study.index_name);
            entry.comment = text_behind(record, *study.index_name + postoffice::kFolderNameSize);
        }
        if (!study.index_owners.standing.empty())
            entry.owner = postoffice::agreed_index_number(record, study.index_owners.standing);
    }
    return entries;
}

struct FolderMessages {
    ByteSourcePointer file{};
    std::string path{};  // in the source
    std::uint32_t number = 0;
    std::vector<SourceRange> messages{};
    std::vector<LostBytes> lost{};  // zeros stand for them
};

class FolderMailbox final : public MailboxReader {
public:
    FolderMailbox(const MessageContext& context, const FolderDirectory& place, Findings findings)
        : context_(context), place_(place), findings_(std::move(findings)) {
        const std::vector<NamedFile> files = context_.study.files.list(place_.directory, ".FLD");
        const auto entries = read_index();
        for (const NamedFile& file : files) add(file, entries);
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return contents_[folder].messages.size();
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        if (folder >= contents_.size() || index >= contents_[folder].messages.size())
            return fail(Errc::not_found, "there are fewer messages");
        const FolderMessages& content = contents_[folder];
        const std::string item = fmt::format("{}/{}", model::display_path(folders_[folder]), index);
        const SourceRange range = content.messages[index];
        auto mail = postoffice::read_mai(*content.file, range, findings_, item);
        if (!mail) return fail(std::move(mail.error()).in(content.path));
        model::Message message =
            message_of(context_, *mail, content.file,
                       fmt::format("{}.{:x}", postoffice::hexid_text(content.number), range.offset), findings_, item);
        if (overlaps(content.lost, range.offset, range.size)) {
            findings_.add(MessageId::recover_unreadable, "the message lies there in part", item, range.offset);
            message.recovered = {true, model::Confidence::doubtful};
        }
        return message;
    }
    Result<std::vector<model::AddressBook>> address_books() override { return std::vector<model::AddressBook>(); }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    [[nodiscard]] std::map<std::uint32_t, IndexEntry> read_index() {
        const auto file = context_.study.files.find(place_.index);
        if (!file) return {};
        const auto index =
            postoffice::read_folder_index(context_.study.files.read(*file, findings_), findings_, place_.index);
        if (!index) {
            findings_.add(MessageId::postoffice_index_cut, index.error().describe(), place_.index);
            return {};
        }
        return entries_of(*index, context_.study);
    }

    [[nodiscard]] std::string text(const std::string& bytes) const { return context_.page.decode(as_bytes(bytes)); }

    void add(const NamedFile& file, const std::map<std::uint32_t, IndexEntry>& entries) {
        const std::string& path = context_.study.files.file(file.index).path;
        FolderMessages content{.path = path, .number = postoffice::hexid_value(file.stem).value_or(0)};
        auto bytes = context_.study.files.open(file.index);
        if (!bytes) {
            findings_.add(MessageId::source_file_unreadable, bytes.error().describe(), path);
            return;
        }
        const auto readable = std::make_shared<LossyBytes>(std::move(*bytes));
        content.file = readable;
        const auto carved = postoffice::visit_folder_file(
            *content.file, findings_, path, [&content](const postoffice::CarvedMessage& message) {
                content.messages.push_back({message.offset, message.file.size});
            });
        if (!carved) {
            findings_.add(MessageId::source_file_unreadable, carved.error().describe(), path);
            return;
        }
        content.lost = readable->lost();
        if (!content.lost.empty())
            findings_.add(MessageId::recover_unreadable, fmt::format("{} bytes", size_of(content.lost)), path,
                          content.lost.front().offset);
        const auto known = entries.find(content.number);
        folders_.push_back(folder_of(file, carved->kind, known == entries.end() ? nullptr : &known->second));
        contents_.push_back(std::move(content));
    }

    [[nodiscard]] model::Folder folder_of(const NamedFile& file, postoffice::FolderKind kind, const IndexEntry* entry) {
        model::Folder folder;
        std::string name = entry == nullptr ? std::string() : text(entry->name);
        if (trimmed(name).empty()) {
            name = file.stem;
            findings_.add(MessageId::postoffice_folder_name_unknown, file.stem + ".FLD", place_.directory);
        }
        for (unsigned number = 2; !taken_.insert(ascii_upper(name)).second; ++number)
            name = fmt::format("{} ({})", name, number);
        folder.path = {std::move(name)};
        if (entry != nullptr) folder.comment = text(entry->comment);
        if (!place_.shared) return folder;
        folder.role = model::FolderRole::shared;
        folder.shared.emplace();
        if (kind == postoffice::FolderKind::group) folder.shared->kind = "group";
        if (kind == postoffice::FolderKind::shared) folder.shared->kind = "shared";
        if (entry != nullptr) folder.shared->record = entry->record;
        if (entry != nullptr && entry->owner)
            for (const PostofficeMember& member : context_.study.matching.members)
                if (member.hexid == entry->owner) folder.shared->owner = text(member.mailbox);
        return folder;
    }

    const MessageContext& context_;
    FolderDirectory place_;
    Findings findings_;
    model::Mailbox mailbox_{};
    std::vector<model::Folder> folders_{};
    std::vector<FolderMessages> contents_{};
    std::set<std::string> taken_{};
};

}  // namespace

std::unique_ptr<MailboxReader> open_folder_directory(const MessageContext& context, const FolderDirectory& place,
                                                     Findings findings) {
    if (context.study.files.list(place.directory, ".FLD").empty()) return nullptr;
    return std::make_unique<FolderMailbox>(context, place, std::move(findings));
}

}  // namespace restante::sources
