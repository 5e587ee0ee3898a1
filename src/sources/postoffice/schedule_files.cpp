#include "sources/postoffice/schedule_files.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace restante::sources {
namespace {

// SCHEDULE.KEY and SCHEDUL2.KEY tell whose calendars the numbered files are (Q101540, Q202855).
constexpr std::array<std::string_view, 4> kExtensions{".CAL", ".SCD", ".KEY", ".POF"};
constexpr std::string_view kEmpty = "POPULATE";

class ScheduleFiles final : public MailboxReader {
public:
    ScheduleFiles(const MessageContext& context, std::vector<NamedFile> files)
        : context_(context), files_(std::move(files)) {
        model::Folder folder;
        folder.path = {"Schedule+ files"};
        folder.role = model::FolderRole::shared;
        folders_.push_back(std::move(folder));
        findings_.add(MessageId::postoffice_schedule_file, fmt::format("{} files", files_.size()), "CAL");
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t /*folder*/) const override { return files_.size(); }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        if (folder != 0 || index >= files_.size()) return fail(Errc::not_found, "there are fewer messages");
        const TreeFile& file = context_.study.files.file(files_[index].index);
        const std::string name = file.path.substr(file.path.rfind('/') + 1);
        model::Message message;
        message.id = fmt::format("CAL/{}", name);
        message.subject = "Calendar file " + name;
        message.body =
            "This file belongs to Schedule+, the calendar program of the postoffice. It was handed over as it is: a\r\n"
            "program that reads Schedule+ files can open it. SCHEDULE.KEY says whose calendars the numbered files "
            "are.\r\n";
        model::Attachment attachment;
        attachment.name = name;
        const std::string item = fmt::format("{}/{}", model::display_path(folders_[0]), index);
        if (auto data = open_content(context_, files_[index].index, name, findings_, item))
            attachment.data = std::move(*data);
        else
            findings_.add(MessageId::source_file_unreadable, data.error().describe(), item);
        message.attachments.push_back(std::move(attachment));
        return message;
    }
    Result<std::vector<model::AddressBook>> address_books() override { return std::vector<model::AddressBook>(); }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    const MessageContext& context_;
    std::vector<NamedFile> files_;
    Findings findings_{};
    model::Mailbox mailbox_{};
    std::vector<model::Folder> folders_{};
};

}  // namespace

std::unique_ptr<MailboxReader> open_schedule_files(const MessageContext& context) {
    std::vector<NamedFile> files;
    for (const std::string_view extension : kExtensions)
        for (NamedFile& file : context.study.files.list("CAL", extension))
            if (file.stem != kEmpty) files.push_back(std::move(file));
    if (files.empty()) return nullptr;
    return std::make_unique<ScheduleFiles>(context, std::move(files));
}

}  // namespace restante::sources
