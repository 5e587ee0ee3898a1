// Addresses that stand in no address book: their entry ids and search keys. Source: docs/formats/pst.md section 12;
// [MS-OXCDATA] 2.2.5.1.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "formats/pst/ltp/text_codec.h"

namespace restante::pst {

// Text is stored as the file stores text. NULs inside are dropped.
[[nodiscard]] ByteVector one_off_entry_id(const ltp::TextCodec& codec, std::string_view name,
                                          std::string_view address_type, std::string_view address, bool send_rich_info);

// "TYPE:ADDRESS" in capitals with a NUL at the end, as Latin-1 in either format; what that does not have becomes '?'.
[[nodiscard]] ByteVector address_search_key(std::string_view address_type, std::string_view address);

}  // namespace restante::pst
