// A whole file that a target made of something else than messages: address books, accounts.
#pragma once

#include <cstdint>
#include <string>

namespace restante::targets {

struct ProductFile {
    std::string path{};  // as the target was named: relative ones start where the run was begun
    std::uint64_t size = 0;
    std::string sha256{};  // of its bytes, lower-case hex
};

}  // namespace restante::targets
