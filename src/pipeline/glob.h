// Patterns with * and ? as users type them for mailbox and folder names.
#pragma once

#include <string_view>

namespace restante::pipeline {

// '*' stands for any characters but '/', '?' for any one UTF-8 character but '/'. Compares bytes: fold the case of
// both sides first (base/case_fold.h) where case must not matter. Linear in the product of both lengths at worst.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace restante::pipeline
