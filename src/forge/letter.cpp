#include "forge/letter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/code_page.h"
#include "forge/prose.h"
#include "forge/words.h"

namespace restante::forge {
namespace {

constexpr std::int64_t kFirstDay = 728'582'400;        // 1993-02-02, as Unix time
constexpr std::uint64_t kSpan = 3ULL * 365 * 24 * 60;  // minutes in which all letters are sent
constexpr std::size_t kSharedEvery = 25;               // of so many letters one is in a shared folder
constexpr std::size_t kMostOthers = 3;
constexpr std::size_t kShortText = 80, kVaryingText = 1800;  // bytes
constexpr std::uint32_t kIdStep = 0x9E3779B1;                // odd: no two letters get the same id

class LetterMaker {
public:
    LetterMaker(const Plan& plan, std::size_t number)
        : plan_(&plan), random_(plan.options.seed, Stream::letter, number) {
        letter_.number = number;
        const std::uint64_t count = std::max<std::size_t>(plan.options.message_count(), 1);
        const std::uint64_t minutes = number * kSpan / count;
        letter_.sent = LocalTime::from_unix_utc(kFirstDay + static_cast<std::int64_t>(minutes) * 60);
    }

    Letter run() {
        place();
        write();
        if (letter_.place == Place::mailbag || letter_.place == Place::deleted) add_others();
        return std::move(letter_);
    }

    // Like one for a mailbag, which is for whoever asked for it to say.
    Letter run_for_nobody() {
        letter_.owner = plan_->live[letter_.number % plan_->live.size()];
        letter_.place = Place::mailbag;
        write();
        return std::move(letter_);
    }

private:
    [[nodiscard]] const Account& owner() const { return plan_->accounts[letter_.owner]; }

    void place() {
        const std::size_t number = letter_.number;
        if (plan_->store_only) {
            letter_.owner = plan_->store_owner();
            letter_.place = Place::store;
            letter_.folder = number % (kStoreFirstOwn + kOwnFolders);
            return;
        }
        if (number % kSharedEvery == kSharedEvery - 1) {
            letter_.folder = number / kSharedEvery % plan_->folders.size();
            letter_.owner = plan_->folders[letter_.folder].owner;
            letter_.place = Place::shared_folder;
            return;
        }
        letter_.owner = plan_->live[number % plan_->live.size()];
        const std::uint32_t drawn = random_.below(100);
        if (owner().client == Client::none) {
            letter_.place = drawn < 95 ? Place::mailbag : Place::deleted;
        } else if (owner().client == Client::dos) {
            letter_.place = drawn < 60 ? Place::mailbag : drawn < 72 ? Place::deleted : Place::private_folder;
            letter_.folder = random_.below(kOwnFolders);
        } else {
            place_in_store(drawn);
        }
    }

    void place_in_store(std::uint32_t drawn) {
        if (drawn < 20) {
            letter_.place = Place::mailbag;
        } else if (drawn < 65) {
            letter_.place = owner().shadows ? Place::shadowed : random_.chance(50) ? Place::fetched : Place::store;
            letter_.folder = kStoreInbox;
        } else {
            letter_.place = Place::store;
            letter_.folder = drawn < 78   ? kStoreSent
                             : drawn < 85 ? kStoreWastebasket
                                          : kStoreFirstOwn + drawn % kOwnFolders;
        }
    }

    [[nodiscard]] bool in_store() const {
        return letter_.place == Place::store || letter_.place == Place::fetched || letter_.place == Place::shadowed;
    }
    [[nodiscard]] bool is_sent() const { return letter_.place == Place::store && letter_.folder == kStoreSent; }

    void write() {
        address();
        const bool never_there = owner().client == Client::none && letter_.place == Place::mailbag;
        letter_.read = letter_.place == Place::deleted || is_sent() || (random_.chance(60) && !never_there);
        if (random_.chance(25)) letter_.priority = "12345R"[random_.below(6)];
        head();
        attach();
    }

    void address() {
        if (is_sent()) {
            letter_.from = correspondent(*plan_, letter_.owner);
            letter_.to.push_back(correspondent(*plan_, colleague_of(*plan_, letter_.owner, random_)));
            if (random_.chance(20)) letter_.bcc.push_back(stranger(*plan_, letter_.owner, random_));
        } else {
            letter_.from = random_.chance(75) ? correspondent(*plan_, colleague_of(*plan_, letter_.owner, random_))
                                              : stranger(*plan_, letter_.owner, random_);
            const Correspondent self = correspondent(*plan_, letter_.owner);
            if (random_.chance(4)) {
                letter_.to.push_back(correspondent(*plan_, colleague_of(*plan_, letter_.owner, random_)));
                letter_.bcc.push_back(self);
            } else if (!plan_->groups.empty() && random_.chance(14)) {
                // Groups are not expanded: who reads it as a member does not stand among the recipients.
                letter_.to.push_back(group_correspondent(*plan_, random_.below(plan_->groups.size())));
            } else {
                letter_.to.push_back(self);
            }
        }
        while (random_.chance(20) && letter_.cc.size() < 4)
            letter_.cc.push_back(stranger(*plan_, letter_.owner, random_));
    }

    void head() {
        static constexpr std::array<HeaderForm, 20> kShares{
            HeaderForm::windows, HeaderForm::windows,  HeaderForm::windows, HeaderForm::windows, HeaderForm::windows,
            HeaderForm::windows, HeaderForm::windows,  HeaderForm::windows, HeaderForm::windows, HeaderForm::windows,
            HeaderForm::windows, HeaderForm::german,   HeaderForm::german,  HeaderForm::german,  HeaderForm::exchange,
            HeaderForm::dos,     HeaderForm::exchange, HeaderForm::dos,     HeaderForm::none,    HeaderForm::windows};
        letter_.header = random_.pick(kShares);
        letter_.subject = fmt::format("{} {}", random_.pick(words::subjects()), letter_.number + 1);
        if (letter_.header != HeaderForm::none && random_.chance(15)) {
            std::string more = prose(random_, 60);
            more.erase(more.find("\r\n"));
            letter_.subject += ": " + more;
        }
        if (letter_.header == HeaderForm::none || letter_.header == HeaderForm::dos) return;
        const std::uint32_t start = static_cast<std::uint32_t>(mixed(plan_->options.seed));
        letter_.message_id = fmt::format("{:08X}", start + static_cast<std::uint32_t>(letter_.number) * kIdStep);
    }

    void attach() {
        const std::size_t count = random_.chance(70) ? 0 : random_.chance(70) ? 1 : 2 + random_.below(2);
        for (std::size_t i = 0; i < count; ++i)
            letter_.attachments.push_back(
                make_attachment(random_, plan_->options.attachment_size.value_or(0), letter_.sent));
        // The client takes it out when it fetches a message; programs of DOS make none.
        const bool by_windows = letter_.header != HeaderForm::none && letter_.header != HeaderForm::dos;
        if (count == 0 || in_store() || !by_windows || !random_.chance(50)) return;
        std::string subject;
        if (const auto page = CodePage::numbered(1252)) page->encode(letter_.subject, subject);
        letter_.attachments.push_back(make_transport_attachment(subject, letter_.sent));
    }

    // One message file, several mailbags.
    void add_others() {
        if (!random_.chance(35)) return;
        const std::size_t count = 1 + random_.below(kMostOthers);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t other = colleague_of(*plan_, letter_.owner, random_);
            if (other == letter_.owner || std::ranges::find(letter_.others, other) != letter_.others.end()) continue;
            letter_.others.push_back(other);
            letter_.others_deleted.push_back(random_.chance(15));
            (random_.chance(60) ? letter_.to : letter_.cc).push_back(correspondent(*plan_, other));
        }
    }

    const Plan* plan_;
    Random random_;
    Letter letter_{};
};

}  // namespace

std::size_t Letter::references() const {
    if (!had_message_file()) return 0;
    const auto kept = static_cast<std::size_t>(std::ranges::count(others_deleted, false));
    return kept + (place == Place::mailbag || place == Place::shadowed ? 1 : 0);
}

Letter make_letter(const Plan& plan, std::size_t number) { return LetterMaker(plan, number).run(); }

Letter make_loose_letter(const Plan& plan, std::size_t number) { return LetterMaker(plan, number).run_for_nobody(); }

std::string text_of(const Plan& plan, const Letter& letter) {
    Random random(plan.options.seed, Stream::text, letter.number);
    const std::size_t size = plan.options.message_size.value_or(kShortText + random.below(kVaryingText));
    return prose(random, size);
}

}  // namespace restante::forge
