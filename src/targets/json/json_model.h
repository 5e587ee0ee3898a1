// Model values as JSON text of schema restante/1. Source: docs/json-model.md.
//
// Absent means not present in the source; nothing is ever null.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/address_book.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "targets/target.h"

namespace restante::targets {

// Every line begins like this, which is how an earlier result is recognised.
constexpr std::string_view kJsonSignature = R"({"schema":"restante/1",)";

[[nodiscard]] std::string json_of(const SourceFacts& source);
[[nodiscard]] std::string json_of(const model::Mailbox& mailbox);
[[nodiscard]] std::string json_of(const std::vector<model::AddressBook>& books);
[[nodiscard]] std::string json_of(const std::vector<model::DirectoryGroup>& groups);
[[nodiscard]] std::string json_of(const Finding& finding);
// All of the folder up to and including "messages":[ ; the caller adds messages and "]}".
[[nodiscard]] std::string json_opening_of(const model::Folder& folder);
// Hashes attachments piece by piece; their read errors.
[[nodiscard]] Result<std::string> json_of(const model::Message& message);

}  // namespace restante::targets
