// "pst:DIR?format=ansi&max-size=1000000": where a target is and how it is to be written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace restante::targets {

struct TargetUri {
    std::string scheme{};  // lower case
    std::string rest{};    // path, "-", or "//host/..."; never empty, not percent-decoded
    std::vector<std::pair<std::string, std::string>> parameters{};  // in order, values percent-decoded

    // usage: no scheme, nothing behind it, or a parameter without '='. The first '?' starts the parameters.
    static Result<TargetUri> parse(const std::string& uri);
};

// "a%20b" -> "a b"; a "%" that starts no escape stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace restante::targets
