// The X-Restante-* fields: everything the source holds that no standard field carries, so that nothing is lost.
// docs/targets/mail.md, Fields of our own
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "formats/mime/header_writer.h"
#include "model/folder.h"
#include "model/message.h"

namespace restante::targets::mail {

// Longer attribute values become a part of the message instead.
constexpr std::size_t kLongestInlineAttribute = 1024;

// "Name" <TYPE:address> kind, ...: the list as the source stored it.
[[nodiscard]] std::string original_addresses(const std::vector<model::Address>& addresses);

// "Projects/Alpha", with "/" and "%" inside names as %2F and %25.
[[nodiscard]] std::string folder_field(const model::Folder& folder);

// Class, ids, status, dates, folder, flags. Without an item id neither item, id nor folder: a message inside another.
void write_particulars(mime::HeaderWriter& headers, const model::Message& message, const model::Folder& folder,
                       std::string_view item_id);

struct AttributeField {
    std::string field{};       // value of X-Restante-Attribute: "0006800e; byte; size=4; base64=..."
    ByteSourcePointer part{};  // the value, when it is too large for a header
    bool unreadable = false;
};

[[nodiscard]] AttributeField attribute_field(const model::Attribute& attribute);
// The value of X-Restante-Letterhead, likewise.
[[nodiscard]] AttributeField letterhead_field(const std::string& letterhead);
[[nodiscard]] std::string attribute_part_name(const model::Attribute& attribute);  // "attribute-0006800e.bin"

}  // namespace restante::targets::mail
