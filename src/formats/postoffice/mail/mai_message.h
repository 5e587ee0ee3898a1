// A message of the postoffice as its fields mean, read under proved layouts and written under chosen ones.
// Source: docs/formats/postoffice-mail.md 5. Texts are in the code page of the postoffice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/local_time.h"
#include "formats/postoffice/mail/cipher_choice.h"
#include "formats/postoffice/mail/mai_attachment.h"
#include "formats/postoffice/mail/mai_date.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mail_address.h"

namespace restante::postoffice {

// A number that says how many lines of the text are its header (TEXTBORDER, Q112277).
struct TextBorderLayout {
    std::uint8_t code = 0;
    std::uint64_t qualifier = 0;
    bool counts_rule = false;  // the dashed line counts, too

    bool operator==(const TextBorderLayout&) const = default;
    [[nodiscard]] std::string describe() const;
};

// The candidates the evidence left standing, of each kind: a value is read only if all of them read it alike. Empty:
// the field is not read. Of a text single characters may be disputed: those of the first one are taken, and a finding
// tells.
struct MaiLayouts {
    std::vector<TextVariant> text{};
    std::vector<TextVariant> subject{};
    std::vector<DateLayout> date{};
    std::vector<PriorityLayout> priority{};
    std::vector<AttachmentLayout> attachments{};
    std::vector<TextBorderLayout> text_border{};
};

struct MaiMessage {
    std::map<std::uint64_t, std::uint64_t> vendor{};  // Integers of vendor items, reference count (31h) included
    std::vector<MailAddress> from{}, to{}, cc{}, bcc{};
    std::optional<LocalTime> date{};
    std::optional<char> priority{};        // '1' to '5' or 'R'
    std::optional<std::string> subject{};  // without NULs at its end, as `text`
    std::vector<MailAttachment> attachments{};
    std::optional<std::string> text{};  // with the header block that the programs put in front of it
    std::optional<std::uint64_t> text_border{};
    std::vector<std::size_t> unknown{};   // fields of the file nothing is known of, by index
    std::vector<std::size_t> unproved{};  // fields known by name whose layout is not proved

    bool operator==(const MaiMessage&) const = default;
};

// `item` names the message in findings.
[[nodiscard]] MaiMessage interpret_mai(const MaiFile& file, const MaiLayouts& layouts, Findings& findings,
                                       std::string_view item = {});

// The strings of a text or subject, as stored, of all fields with that qualifier.
[[nodiscard]] StoredText stored_text(const MaiFile& file, std::uint64_t qualifier);

// Lines in front of the first line of dashes alone; nothing when there is no such line.
[[nodiscard]] std::optional<std::uint64_t> lines_above_rule(std::string_view text);

// How to write: one layout of each kind.
struct MaiWriteLayout {
    TextVariant text{};
    std::size_t text_element = 32'768;  // bytes of text in one element
    TextVariant subject{};
    DateLayout date = date_layouts().front();
    PriorityLayout priority = PriorityLayout::number;
    AttachmentLayout attachments = attachment_layouts().front();
    std::optional<TextBorderLayout> text_border{};
};

// bad_value: an address cannot be written.
Result<ByteVector> compose_mai(const MaiMessage& message, const MaiWriteLayout& layout);

// The placeholder that PODIAG puts in place of a lost message: sent by TESTNET/TESTPO/Admin (Q134753).
[[nodiscard]] bool is_stub(const MaiMessage& message);

}  // namespace restante::postoffice
