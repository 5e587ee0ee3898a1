// One message of the truth.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "forge/letter.h"

namespace restante::forge {

struct LetterCopy {
    std::vector<std::string> in{};  // "mbg", "mmf", "local", "folder"
    bool live = true;               // false: deleted, only `recover` may deliver it
    bool gone = false;              // nothing is left of it but a header
    std::string message_file{};     // name of its MAI file, if there is one
};

// A JSON object in one line. Errors: of attachments that cannot be read, which does not happen.
Result<std::string> letter_json(const Plan& plan, const Letter& letter, const LetterCopy& copy);

[[nodiscard]] std::string json_text(std::string_view text);
[[nodiscard]] std::string json_texts(const std::vector<std::string>& texts);

}  // namespace restante::forge
