#include "forge/mail_index.h"

#include "forge/random.h"

namespace restante::forge {
namespace {

constexpr std::uint32_t kFirstNumber = 0x40;

}  // namespace

MailIndex::MailIndex(const Plan& plan)
    : holdings_(plan.accounts.size()),
      shared_(plan.folders.size()),
      next_(kFirstNumber + Random(plan.options.seed, Stream::numbers, 1).below(0x10000)) {}

void MailIndex::add(const Letter& letter) {
    MessageFile& file = files_.emplace_back();
    const auto number = static_cast<std::uint32_t>(letter.number);
    if (letter.had_message_file()) {
        next_ += static_cast<std::uint32_t>(letter.attachments.size());
        file.number = next_++;
    }
    if (letter.place == Place::shared_folder) {
        shared_[letter.folder].push_back(number);
        return;
    }
    const bool live = letter.place == Place::mailbag || letter.place == Place::shadowed;
    holdings_[letter.owner].push_back({number, true, live});
    for (std::size_t i = 0; i < letter.others.size(); ++i)
        holdings_[letter.others[i]].push_back({number, false, !letter.others_deleted[i]});
}

}  // namespace restante::forge
