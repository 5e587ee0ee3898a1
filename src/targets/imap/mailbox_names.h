// Folders of a source as mailboxes of a server. docs/targets/imap.md, Folder names
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/folder.h"

namespace restante::targets::imap {

// How one server writes names.
struct NameRules {
    char separator = '/';  // between levels; '\0': the server knows no levels
    std::string prefix{};  // in front of every name but INBOX, separator included: "INBOX."
    bool utf8 = false;     // names are UTF-8; else modified UTF-7
    bool plain = false;    // only of characters that every server takes
};

struct MailboxName {
    std::string name{};    // as the server wants it, not quoted
    bool changed = false;  // its last part is not what the source calls it
};

// Any name as one level: legal on servers of every make, and never the same for two names. Percent-encoded are
// % * / controls, what is no UTF-8, the separator, blanks at the ends, "." and "..", "~" at the start.
[[nodiscard]] std::string encode_level(std::string_view name, char separator);
// "Archive/Old" of a URI or an account, whose levels are UTF-8 without the server's separator. Where rules.plain,
// levels with any of ! " % / ; < > \ ` { | } (Cyrus takes none of them) have "=" and two hex digits for these and for
// "=".
[[nodiscard]] std::string mailbox_name(const std::vector<std::string>& levels, const NameRules& rules);
// The place of a folder that has no role, below `root`; the same in every run. Names too long for servers move to the
// top of `root`, cut and ended by "%~" and a hash. Hidden folders lie below "%~Hidden".
[[nodiscard]] MailboxName place_of(const model::Folder& folder, const std::vector<std::string>& root,
                                   const NameRules& rules);

}  // namespace restante::targets::imap
