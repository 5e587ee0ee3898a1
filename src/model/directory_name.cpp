#include "model/directory_name.h"

#include "base/ascii.h"
#include "base/ascii_lookalike.h"

namespace restante::model {
namespace {

constexpr std::string_view kAdministrator = "ADMIN";

}  // namespace

bool is_named_after_postoffice(const Directory& directory, const DirectoryAccount& account) {
    return equals_ignoring_ascii_case(account.mailbox, kAdministrator) &&
           !trimmed(ascii_lookalike(directory.postoffice)).empty();
}

std::string usual_directory_name(const Directory& directory, const DirectoryAccount& account) {
    const bool of_postoffice = is_named_after_postoffice(directory, account);
    const std::string name = ascii_lookalike(of_postoffice ? directory.postoffice : account.mailbox);
    if (const std::string_view bare = trimmed(name); !bare.empty()) return std::string(bare);
    return account.hexid.empty() ? "mailbox" : "mailbox " + ascii_lookalike(account.hexid);
}

std::string directory_name(const Directory& directory, const DirectoryAccount& account) {
    return account.new_name.empty() ? usual_directory_name(directory, account) : account.new_name;
}

const std::string& shown_name(const DirectoryAccount& account) {
    return account.display_name.empty() ? account.mailbox : account.display_name;
}

}  // namespace restante::model
