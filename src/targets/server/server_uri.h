// What the URIs of targets at a server have in common: "//[USER@]HOST[:PORT][/PATH]", and names with placeholders.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/mailbox.h"

namespace restante::targets::server {

struct ServerUri {
    std::string user{};  // percent-decoded; may hold {mailbox} and {address}; "": none was named
    std::string host{};  // "mail.example.org", "[::1]"
    int port = 0;        // 0: none was named
    std::string path{};  // "/ROOT" as written, or ""
};

// `rest` begins with "//"; `form` tells people how it is written ("imap://USER@HOST[:PORT][/ROOT]"). usage: not
// understood, or a password in it. No error repeats the user part.
Result<ServerUri> parse_server_uri(std::string_view rest, std::string_view scheme, std::string_view form);

// "Archive/Old mail" -> {"Archive", "Old mail"}; escapes stay as they are. usage: controls in it.
Result<std::vector<std::string>> folder_levels(std::string_view path, std::string_view scheme);
// The same of a path with escapes: "Archive/Old%20mail".
Result<std::vector<std::string>> decoded_folder_levels(std::string_view path, std::string_view scheme);

[[nodiscard]] bool has_controls(std::string_view text);

// `text` with {mailbox} and {address} of that mailbox. usage: it has no Internet address.
Result<std::string> filled_in(std::string_view text, const model::Mailbox& mailbox);

// Whose account at the server the mailbox becomes; `user` "" is {address}. usage: it lacks what a placeholder needs, or
// belongs to nobody.
Result<std::string> account_of(const model::Mailbox& mailbox, const std::string& user);

// "imap: why"
[[nodiscard]] tl::unexpected<Error> unusable_uri(std::string_view scheme, std::string_view why);

}  // namespace restante::targets::server
