// Names that systems with rules of their own take. Source: docs/targets/directory.md, Names and collisions.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace restante::targets::directory {

constexpr std::size_t kLongestName = 64, kLongestLogin = 20;

// Letters, digits, "." "_" "-" that look like `name`, no dots at the ends, at most 64; never empty.
[[nodiscard]] std::string alias_of(std::string_view name);
// The account behind "DOMAIN\account", else the alias; without what such names may not hold, at most 20.
[[nodiscard]] std::string login_of(std::string_view account, std::string_view alias);
// "ACME-HQ"; of a postoffice without names what its path ends with.
[[nodiscard]] std::string postoffice_label(std::string_view network, std::string_view postoffice,
                                           std::string_view path);

// Names in use; case does not matter.
class TakenNames {
public:
    [[nodiscard]] bool has(std::string_view name) const;
    // False: somebody has it already.
    bool take(std::string_view name);
    // `name`, else "name-2", "name-3" ... within `limit` bytes of ASCII.
    std::string take_another(std::string name, std::size_t limit = kLongestName);

private:
    std::set<std::string> folded_;
};

}  // namespace restante::targets::directory
