// Address templates (field C001): pieces of text, each with a condition and arguments, that together make the e-mail
// address of an entry. Source: docs/formats/mmf-records.md "Address templates".
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/mmf/address_field.h"

namespace restante::mmf {

constexpr unsigned kMaximumConditionDepth = 16;
constexpr std::size_t kMaximumTemplateText = 64 * 1024;  // bytes of the finished address

// The address that `template_list` (the data of field C001) makes of the entry's fields, raw bytes.
// bad_value, truncated: no template; too_large: more than kMaximumTemplateText.
Result<std::string> apply_address_template(Bytes template_list, const AddressFields& entry);

}  // namespace restante::mmf
