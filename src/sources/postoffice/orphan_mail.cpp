#include "sources/postoffice/orphan_mail.h"

#include <fmt/format.h>

#include <utility>

#include "base/lossy_bytes.h"
#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::sources {
namespace {

constexpr const char* kOrphanFolder = "Recovered";
constexpr const char* kLooseAttachmentFolder = "Recovered attachments";

model::Folder recovered_folder(const char* name) {
    model::Folder folder;
    folder.path = {name};
    folder.recovered = true;
    return folder;
}

class OrphanMail final : public MailboxReader {
public:
    OrphanMail(const MessageContext& context, std::vector<std::uint32_t> messages,
               std::vector<std::uint32_t> attachments)
        : context_(context) {
        if (!messages.empty()) add(kOrphanFolder, std::move(messages), false);
        if (!attachments.empty()) add(kLooseAttachmentFolder, std::move(attachments), true);
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return contents_[folder].numbers.size();
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        if (folder >= contents_.size() || index >= contents_[folder].numbers.size())
            return fail(Errc::not_found, "there are fewer messages");
        const std::string item = fmt::format("{}/{}", model::display_path(folders_[folder]), index);
        const std::uint32_t number = contents_[folder].numbers[index];
        auto message = contents_[folder].attachments ? read_loose_attachment(number, item)
                                                     : read_postoffice_message(context_, number, findings_, item);
        if (message) message->recovered.dug = true;
        return message;
    }
    Result<std::vector<model::AddressBook>> address_books() override { return std::vector<model::AddressBook>(); }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    struct Content {
        std::vector<std::uint32_t> numbers{};  // of MAI or ATT files
        bool attachments = false;
    };

    void add(const char* name, std::vector<std::uint32_t> numbers, bool attachments) {
        folders_.push_back(recovered_folder(name));
        contents_.push_back({std::move(numbers), attachments});
    }

    // The name of an attachment stands in its message: what is left is that of the file.
    Result<model::Message> read_loose_attachment(std::uint32_t number, const std::string& item) {
        const std::string name = postoffice::hexid_text(number) + ".ATT";
        model::Message message;
        message.id = "ATT" + postoffice::hexid_text(number);
        message.subject = name;
        model::Attachment attachment;
        attachment.name = name;
        attachment.data = TRY(open_attachment(context_, number, name, findings_, item));
        message.attachments.push_back(std::move(attachment));
        return message;
    }

    const MessageContext& context_;
    Findings findings_{};
    model::Mailbox mailbox_{};
    std::vector<model::Folder> folders_{};
    std::vector<Content> contents_{};  // by folder
};

}  // namespace

std::set<std::uint32_t> named_messages(const PostofficeStudy& study, bool dig) {
    std::set<std::uint32_t> named;
    Findings ignored(0);  // told when the mailbag itself is read
    for (const NamedFile& file : study.files.list("MBG", ".MBG")) {
        const auto headers = postoffice::read_mailbag(study.files.read(file.index, ignored), ignored);
        std::vector<bool> counts(headers.size(), true);
        if (dig) {
            const auto key = study.files.read("KEY/" + file.stem + ".KEY", ignored);
            for (const std::size_t dead :
                 postoffice::header_lists(key, headers.size(), study.keys.standing, ignored).dead)
                counts[dead] = false;
        }
        for (std::size_t i = 0; i < headers.size(); ++i)
            if (const auto number = message_number(headers[i]); number && counts[i]) named.insert(*number);
    }
    return named;
}

std::vector<std::uint32_t> unnamed_attachments(const PostofficeStudy& study) {
    std::set<std::uint32_t> named;
    Findings ignored(0);  // told when the messages themselves are read
    const auto take = [&](const postoffice::MaiFile& file) {
        for (const auto& attachment : postoffice::interpret_mai(file, study.messages.layouts, ignored, {}).attachments)
            if (attachment.id) named.insert(*attachment.id);
    };
    for (const auto& [number, index] : study.catalog.messages) {
        const auto bytes = study.files.open(index);
        if (!bytes) continue;
        const LossyBytes readable(*bytes);
        if (const auto file = postoffice::read_mai(readable, {0, readable.size()}, ignored)) take(*file);
    }
    for (const NamedFile& folder : study.files.list_below("FOLDERS", ".FLD")) {
        const auto bytes = study.files.open(folder.index);
        if (!bytes) continue;
        // A folder that breaks off has named what it could.
        (void)postoffice::visit_folder_file(LossyBytes(*bytes), ignored, "",
                                            [&take](const postoffice::CarvedMessage& message) { take(message.file); });
    }
    std::vector<std::uint32_t> unnamed;
    for (const auto& [number, index] : study.catalog.attachments)
        if (!named.contains(number)) unnamed.push_back(number);
    return unnamed;
}

std::unique_ptr<MailboxReader> open_orphan_mail(const MessageContext& context, std::vector<std::uint32_t> messages,
                                                std::vector<std::uint32_t> attachments) {
    return std::make_unique<OrphanMail>(context, std::move(messages), std::move(attachments));
}

}  // namespace restante::sources
