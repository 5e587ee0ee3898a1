// Message classes of Outlook. Source: docs/targets/pst.md section 7.
#pragma once

#include <string>
#include <string_view>

#include "model/message_class.h"

namespace restante::targets {

// `kind` is that of `stored`. No class is the plain note; what no table knows stays as it is.
[[nodiscard]] std::string mapi_class(std::string_view stored, model::MessageKind kind);

}  // namespace restante::targets
