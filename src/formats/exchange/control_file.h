// The control file of the Migration Wizard: what a batch run was to do, a keyword and its value a line.
// Source: docs/control-file.md (Q198957).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"

namespace restante::exchange {

enum class ControlMode : std::uint8_t {
    migration_files,  // FILE
    microsoft_mail,   // MSMAILPC
    other,            // a source that is none of ours: CCMAIL, NOTES ...
};
enum class ControlFunction : std::uint8_t { full, extract, import };
enum class ControlAccounts : std::uint8_t { no, random, alias };
enum class ControlAccess : std::uint8_t { none, author, publishing_editor };
enum class ControlDestination : std::uint8_t { server, pst };

// A keyword that stands in the file and is not acted on.
struct IgnoredKeyword {
    std::string name{};  // as written
    std::size_t line = 0;
    bool known = false;  // of another source, or of a later Wizard; false: nobody knows it

    bool operator==(const IgnoredKeyword&) const = default;
};

// What is not in the file has the Wizard's default; "" where it has none.
struct ControlFile {
    ControlMode mode = ControlMode::microsoft_mail;
    std::string mode_name{};  // "MSMAILPC", in capitals
    ControlFunction function = ControlFunction::full;
    std::string file{};      // packing list, or user list
    std::string accounts{};  // file with a name a line
    std::string postoffice{};
    bool mailboxes = true, mail = true, public_folders = true, address_books = true, schedule = true;
    std::optional<LocalTime> mail_start{}, mail_end{}, schedule_start{}, schedule_end{};
    std::string home_server{}, container = "Recipients", template_mailbox{};
    ControlAccounts nt_accounts = ControlAccounts::no;
    std::string nt_domain{};
    ControlAccess default_access = ControlAccess::none;
    std::string folder_owner{};
    ControlDestination destination = ControlDestination::server;
    std::string pst_directory{};
    std::vector<IgnoredKeyword> ignored{};

    bool operator==(const ControlFile&) const = default;
};

// `text` is UTF-8. bad_value: Mode is missing or not first, a keyword stands there twice, a line is no keyword and
// value, or a value is none of its keyword's; the offset is the line, counted from 1.
Result<ControlFile> read_control_file(std::string_view text);

// What a run would miss: the names of keywords that must be there and are not. Source: docs/control-file.md.
[[nodiscard]] std::vector<std::string> missing_keywords(const ControlFile& control);

}  // namespace restante::exchange
