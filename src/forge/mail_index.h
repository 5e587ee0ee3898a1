// Which letter lies where: a few bytes a letter, so that everything else about it need not be kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "forge/letter.h"

namespace restante::forge {

// One letter as one account has it.
struct Holding {
    std::uint32_t letter = 0;
    bool own = false;   // the account is the letter's owner
    bool live = false;  // has a header that is not deleted; of letters without header: nothing
};

struct MessageFile {
    std::uint32_t number = 0;  // of the MAI file; its attachments have the numbers just below. 0: never had one
    std::uint32_t size = 0;    // bytes
};

class MailIndex {
public:
    explicit MailIndex(const Plan& plan);

    // In order of their numbers, each letter once.
    void add(const Letter& letter);
    void set_size(std::size_t letter, std::uint32_t size) { files_[letter].size = size; }

    [[nodiscard]] const MessageFile& file(std::size_t letter) const { return files_[letter]; }
    [[nodiscard]] const std::vector<Holding>& holdings(std::size_t record) const { return holdings_[record]; }
    [[nodiscard]] const std::vector<std::uint32_t>& shared(std::size_t folder) const { return shared_[folder]; }
    [[nodiscard]] std::uint32_t next_number() const { return next_; }

private:
    std::vector<MessageFile> files_{};
    std::vector<std::vector<Holding>> holdings_;      // by record
    std::vector<std::vector<std::uint32_t>> shared_;  // letters, by shared folder
    std::uint32_t next_;
};

}  // namespace restante::forge
