#include "targets/pst/store_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/case_fold.h"
#include "targets/mail/attachment_name.h"

namespace restante::targets {
namespace {

constexpr const char* kNameless = "mailbox";

std::string base_name(const model::Mailbox& mailbox) {
    std::string name = model::label_of(mailbox);
    std::replace(name.begin(), name.end(), '/', '_');
    std::replace(name.begin(), name.end(), '\\', '_');
    name = mail::safe_file_name(name);
    return name.empty() ? kNameless : name;
}

}  // namespace

std::vector<std::string> store_file_names(const std::vector<model::Mailbox>& mailboxes) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const model::Mailbox& mailbox : mailboxes) {
        const std::string base = base_name(mailbox);
        std::string name = base;
        for (unsigned number = 2; !taken.insert(fold_case(name)).second; ++number)
            name = fmt::format("{} ({})", base, number);
        names.push_back(name + ".pst");
    }
    return names;
}

std::string part_path(const std::string& path, std::size_t number) {
    if (number <= 1) return path;
    const std::filesystem::path whole(path);
    return (whole.parent_path() / fmt::format("{}-{}{}", whole.stem().string(), number, whole.extension().string()))
        .string();
}

}  // namespace restante::targets
