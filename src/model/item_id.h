// The stable identity of one delivered item: the same item of the same mailbox always gets the same id, on every
// machine and in every run. Targets write it with the item; it is how a second run knows what is already there.
#pragma once

#include <cstddef>
#include <string>

#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"

namespace restante::model {

// 32 lower-case hex digits: the first half of SHA-256 over mailbox, folder path, store id, and the occurrence number
// (0, 1, ...) of that id within the folder. Fields are separated unambiguously by their lengths.
[[nodiscard]] std::string item_id(const Mailbox& mailbox, const Folder& folder, const Message& message,
                                  std::size_t occurrence = 0);

}  // namespace restante::model
