// MSMAIL.INI: where a mail client finds the postoffice and its own message files. Source:
// docs/formats/postoffice-records.md "Client settings" (Q109518, Q86100, Q99108, Q101899).
//
// Passwords stand in these files in the clear or nearly so. Nothing here ever returns one: what is read or written
// says at most that there was one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace restante::postoffice {

// Text is in the computer's Windows code page.
struct MailSettings {
    std::optional<std::string> server_path{};  // "M:\MAILDATA", "\\SERVER\SHARE", "SERVER/SHARE:PATH"
    std::optional<std::string> login{};
    std::optional<bool> local_messages{};  // LocalMMF: the message file is on the user's disk
    std::optional<bool> no_server_options{};
    std::optional<std::string> message_file{};      // OfflineMessages
    std::vector<std::string> more_message_files{};  // ExportMmfFile, OldStorePath, MailTmp
    bool manages_workgroup = false;                 // the computer of who manages the postoffice
    bool has_password = false;

    bool operator==(const MailSettings&) const = default;
};

[[nodiscard]] MailSettings read_mail_settings(Bytes bytes);
// The keys of [Microsoft Mail] that stand for these settings, CR LF lines, and no password.
[[nodiscard]] ByteVector write_mail_settings(const MailSettings& settings);
// The text as it is, with every value of a password taken out.
[[nodiscard]] std::string without_passwords(std::string_view text);

}  // namespace restante::postoffice
