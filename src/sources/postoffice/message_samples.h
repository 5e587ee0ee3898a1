// Some messages of a postoffice, held together to find out how all of them are stored.
// Source: docs/formats/postoffice-mail.md 5.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "formats/postoffice/mail/mai_choice.h"
#include "formats/postoffice/mail/mai_file.h"
#include "sources/postoffice/mail_catalog.h"
#include "sources/postoffice/postoffice_files.h"

namespace restante::sources {

class MessageSamples {
public:
    // A few of each mailbag first, then message files that no header names. What cannot be read is passed over. At most
    // 4 MiB and 400 messages.
    MessageSamples(const PostofficeFiles& files, const MailCatalog& catalog, const std::set<std::uint32_t>& mailbags);

    // Messages of folders, too, within the same limits: for a postoffice whose message files are few or gone.
    void add_folders();

    // Views into this object.
    [[nodiscard]] std::vector<postoffice::MaiSample> list() const;

private:
    struct Sample {
        postoffice::MaiFile file{};
        std::optional<LocalTime> header_date{};
        std::optional<std::string> header_subject{};
    };

    void take_mailbags(const std::set<std::uint32_t>& mailbags);
    void take_file(std::uint32_t number, const postoffice::MailbagHeader* header);
    [[nodiscard]] bool has_room(std::uint64_t size) const;

    const PostofficeFiles* files_;
    const MailCatalog* catalog_;
    std::vector<Sample> samples_{};
    std::uint64_t bytes_ = 0;
    std::set<std::uint32_t> taken_{};
};

}  // namespace restante::sources
