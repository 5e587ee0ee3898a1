// Candidates for how a message names its attachments. Documented is only that the id of the ATT file is there, and that
// name, size, date and type exist in an extended form (Q87223, Q87379); the tables are data, and mai_choice.h chooses.
// Source: docs/formats/postoffice-mail.md 5.5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "formats/postoffice/mail/mai_file.h"

namespace restante::postoffice {

// Everything nothing is known of is left out.
struct MailAttachment {
    std::optional<std::uint32_t> id{};  // of ATT\ATx\<id>.ATT
    std::optional<std::string> name{};  // code page of the postoffice
    std::optional<std::uint32_t> size{};
    std::optional<LocalTime> date{};
    std::optional<std::uint32_t> type{};

    bool operator==(const MailAttachment&) const = default;
};

enum class AttachmentRole : std::uint8_t { id, name, size, date, type };
enum class AttachmentGrouping : std::uint8_t {
    constructors,  // the values of each attachment in a constructor of their own
    flat,          // the values of all attachments one after another
    items,         // each attachment in a field or vendor item of its own
    packed,        // each attachment is one enciphered string with values at fixed offsets
};

struct AttachmentValue {
    AttachmentRole role{};
    bool hexadecimal = false;          // of the id: eight digits as text instead of a number
    std::size_t offset = 0, size = 0;  // of packed ones
    bool operator==(const AttachmentValue&) const = default;
};

struct AttachmentLayout {
    AttachmentGrouping grouping{};
    std::vector<AttachmentValue> values{};  // in their order
    std::uint8_t code = 0;                  // where they are: a field or vendor item
    std::uint64_t qualifier = 0;

    bool operator==(const AttachmentLayout&) const = default;
    [[nodiscard]] std::string describe() const;
};

// The shipped shapes, placed in field 08h.
[[nodiscard]] const std::vector<AttachmentLayout>& attachment_layouts();

// What a message says under that layout: nothing when it is laid out differently; an empty list when it has none.
[[nodiscard]] std::optional<std::vector<MailAttachment>> read_mail_attachments(const MaiFile& file,
                                                                               const AttachmentLayout& layout);
// Values that are not known are written as 0.
[[nodiscard]] std::vector<ElementNode> write_mail_attachments(const std::vector<MailAttachment>& attachments,
                                                              const AttachmentLayout& layout);

}  // namespace restante::postoffice
