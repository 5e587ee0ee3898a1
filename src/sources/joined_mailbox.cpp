#include "sources/joined_mailbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/case_fold.h"
#include "sources/message_identity.h"

namespace restante::sources {
namespace {

struct Place {
    std::uint32_t part = 0, folder = 0, message = 0;
};

bool same_folder(const model::Folder& left, const model::Folder& right) {
    if (left.hidden != right.hidden) return false;
    const bool standard = left.role != model::FolderRole::none && left.role != model::FolderRole::shared;
    if (standard || (right.role != model::FolderRole::none && right.role != model::FolderRole::shared))
        return left.role == right.role;
    return std::ranges::equal(
        left.path, right.path, {}, [](const std::string& name) { return fold_case(name); },
        [](const std::string& name) { return fold_case(name); });
}

class JoinedMailbox final : public MailboxReader {
public:
    JoinedMailbox(model::Mailbox mailbox, std::vector<MailboxPart> parts, Findings findings, bool dig)
        : mailbox_(std::move(mailbox)), parts_(std::move(parts)), findings_(std::move(findings)), dig_(dig) {
        MessageIdentities known;
        for (std::uint32_t part = 0; part < parts_.size(); ++part) {
            take_findings(parts_[part]);
            join(part, known);
        }
        add_recovered(known);
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return folders_; }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override { return places_[folder].size(); }

    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        if (folder >= places_.size() || index >= places_[folder].size())
            return fail(Errc::not_found, "there are fewer messages");
        const Place place = places_[folder][index];
        MailboxPart& part = parts_[place.part];
        auto message = part.reader->read_message(place.folder, place.message);
        take_findings(part, item_of(part.reader->folders()[place.folder], place.message),
                      item_of(folders_[folder], index));
        return message;
    }

    Result<std::vector<model::AddressBook>> address_books() override {
        std::vector<model::AddressBook> books;
        for (MailboxPart& part : parts_) {
            auto own = part.reader->address_books();
            take_findings(part);
            if (!own) {
                findings_.add(MessageId::source_books_unreadable, own.error().describe());
                continue;
            }
            for (model::AddressBook& book : *own) books.push_back(std::move(book));
        }
        return books;
    }
    [[nodiscard]] Findings& findings() override { return findings_; }

private:
    static std::string item_of(const model::Folder& folder, std::size_t index) {
        return fmt::format("{}/{}", model::display_path(folder), index);
    }

    // What a part calls an item of its own is another place of the joined mailbox.
    void take_findings(MailboxPart& part, const std::string& its_item = {}, const std::string& item = {}) {
        for (const Finding& finding : part.reader->findings().list()) {
            Finding& taken = found_.emplace_back(finding);
            if (!its_item.empty() && taken.item == its_item) taken.item = item;
        }
        part.reader->findings() = Findings();
        for (Finding& finding : found_) findings_.add(std::move(finding));
        found_.clear();
    }

    std::size_t folder_for(const model::Folder& folder) {
        const auto same = std::ranges::find_if(folders_, [&](const auto& one) { return same_folder(one, folder); });
        if (same != folders_.end()) return static_cast<std::size_t>(same - folders_.begin());
        // Parents before children, and visible folders before hidden ones.
        auto at = folders_.end();
        if (!folder.hidden) at = std::ranges::find_if(folders_, [](const auto& one) { return one.hidden; });
        const auto index = at - folders_.begin();
        folders_.insert(at, folder);
        places_.insert(places_.begin() + index, std::vector<Place>());
        return static_cast<std::size_t>(index);
    }

    void join(std::uint32_t part, MessageIdentities& known) {
        MailboxReader& reader = *parts_[part].reader;
        const bool first = part == 0, last = part + 1 == parts_.size();
        std::size_t doubles = 0;
        MessageIdentities own;
        for (std::uint32_t folder = 0; folder < reader.folders().size(); ++folder) {
            std::optional<std::size_t> into;
            // Of a folder for what was dug out nothing may be left.
            if (!dig_ || !reader.folders()[folder].recovered) into = folder_for(reader.folders()[folder]);
            const auto count = static_cast<std::uint32_t>(reader.message_count(folder));
            for (std::uint32_t index = 0; index < count; ++index) {
                if (dig_ || !(first && last)) {
                    const auto message = reader.read_message(folder, index);
                    if (message && message->recovered) {
                        recovered_.push_back({part, folder, index});
                        continue;
                    }
                    if (message && !first && known.take(*message)) {
                        ++doubles;
                        continue;
                    }
                    if (message && (dig_ || !last)) own.add(*message);
                }
                if (!into) into = folder_for(reader.folders()[folder]);
                places_[*into].push_back({part, folder, index});
            }
        }
        if (dig_ || parts_.size() > 1)
            reader.findings() = Findings();  // all of it is said again when the messages are read
        known.add_all(own);
        known.give_back();
        if (doubles != 0) findings_.add(parts_[part].doubles, fmt::format("{} messages", doubles));
    }

    // What is in the mailbox as it should be was not lost, and what was dug out twice is wanted once.
    void add_recovered(MessageIdentities& known) {
        std::size_t doubles = 0;
        std::uint32_t part = 0;
        MessageIdentities own;
        for (const Place& place : recovered_) {
            if (place.part != part) {
                known.add_all(own);
                known.give_back();
                own = {};
                part = place.part;
            }
            MailboxReader& reader = *parts_[place.part].reader;
            const auto message = reader.read_message(place.folder, place.message);
            reader.findings() = Findings();
            if (message && known.take(*message)) {
                ++doubles;
                continue;
            }
            if (message) own.add(*message);
            places_[folder_for(reader.folders()[place.folder])].push_back(place);
        }
        if (doubles != 0) findings_.add(MessageId::source_recovered_doubles, fmt::format("{} messages", doubles));
    }

    model::Mailbox mailbox_;
    std::vector<MailboxPart> parts_;
    Findings findings_;
    bool dig_;
    std::vector<Place> recovered_{};  // in the order of the parts
    std::vector<Finding> found_{};
    std::vector<model::Folder> folders_{};
    std::vector<std::vector<Place>> places_{};  // by folder
};

}  // namespace

std::unique_ptr<MailboxReader> join_mailbox(model::Mailbox mailbox, std::vector<MailboxPart> parts, Findings findings,
                                            bool dig) {
    return std::make_unique<JoinedMailbox>(std::move(mailbox), std::move(parts), std::move(findings), dig);
}

}  // namespace restante::sources
