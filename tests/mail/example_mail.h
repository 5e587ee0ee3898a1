// Messages for tests: one that has everything, and many odd ones.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"

namespace restante::testing {

[[nodiscard]] ByteSourcePointer bytes_of(std::string_view text);
// Pseudo-random bytes, the same for the same seed.
[[nodiscard]] std::string filler(std::size_t size, unsigned seed = 1);

[[nodiscard]] model::Mailbox example_mailbox();
[[nodiscard]] model::Folder example_folder(std::vector<std::string> path = {"Inbox"},
                                           model::FolderRole role = model::FolderRole::none);
[[nodiscard]] model::Message simple_message(std::string id = "86000001", std::string subject = "Hello");
[[nodiscard]] model::Message full_message();
// Everything that ever broke an importer; each message has an id of its own.
[[nodiscard]] std::vector<model::Message> odd_messages();

// A message of that class whose meeting is complete: owner OWNER, 10 September 1995, 9:00 to 10:30, number 4711.
[[nodiscard]] model::Message meeting_message(std::string class_name);
[[nodiscard]] model::Message read_receipt();
[[nodiscard]] model::Message non_delivery_report();
// Meetings and reports, plain and odd; each with an id of its own.
[[nodiscard]] std::vector<model::Message> meetings_and_reports();

}  // namespace restante::testing
