// The table of targets: a new one is one row here.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "targets/bag/bag_target.h"
#include "targets/directory/account_target.h"
#include "targets/eml/eml_target.h"
#include "targets/ews/ews_target.h"
#include "targets/imap/imap_target.h"
#include "targets/json/json_target.h"
#include "targets/ldif/ldif_target.h"
#include "targets/maildir/maildir_target.h"
#include "targets/mbox/mbox_target.h"
#include "targets/migration/migration_target.h"
#include "targets/pst/pst_target.h"
#include "targets/target.h"
#include "targets/target_uri.h"
#include "targets/vcard/vcard_target.h"

namespace restante::targets {
namespace {

using Opened = Result<std::unique_ptr<Target>>;

struct Scheme {
    std::string_view name;
    std::string_view usage;                                              // as listed in error messages
    Opened (*open)(const TargetUri& uri, const TargetOptions& options);  // null: not in this version
};

// For targets that have a place and nothing to choose.
template <auto kOpen>
Opened without_parameters(const TargetUri& uri, const TargetOptions& options) {
    if (!uri.parameters.empty())
        return fail(Errc::usage, fmt::format("{}: knows no parameter \"{}\"", uri.scheme, uri.parameters[0].first));
    return kOpen(uri.rest, options);
}

constexpr Scheme kSchemes[] = {
    {"maildir", "maildir:DIR", without_parameters<open_maildir_target>},
    {"mbox", "mbox:DIR", without_parameters<open_mbox_target>},
    {"eml", "eml:DIR", without_parameters<open_eml_target>},
    {"json", "json:FILE", without_parameters<open_json_target>},
    {"pst", "pst:DIR", open_pst_target},
    {"contacts", "contacts:DIR", open_vcard_target},
    {"vcard", "vcard:DIR", open_vcard_target},
    {"ldif", "ldif:DIR", open_ldif_target},
    {"imap", "imap://USER@HOST", open_imap_target},
    {"imaps", "imaps://USER@HOST", open_imap_target},
    {"ews", "ews://USER@HOST", open_ews_target},
    {"migration", "migration:DIR", open_migration_target},
    {"directory", "directory:DIR", open_account_target},
    {"calendar", "calendar:DIR", nullptr},
    {"bag", "bag:DIR", open_bag_target},
};

std::string known_targets() {
    std::string list;
    for (const Scheme& scheme : kSchemes) {
        if (scheme.open == nullptr) continue;
        if (!list.empty()) list += ", ";
        list += scheme.usage;
    }
    return list;
}

}  // namespace

Opened open_target(const std::string& uri, const TargetOptions& options) {
    const auto parsed = TargetUri::parse(uri);
    if (!parsed) return fail(Errc::usage, fmt::format("{}; known targets: {}", parsed.error().what, known_targets()));
    for (const Scheme& scheme : kSchemes) {
        if (scheme.name != parsed->scheme) continue;
        if (scheme.open != nullptr) return scheme.open(*parsed, options);
        return fail(Errc::usage, fmt::format("{}: this target is not available in this version; known targets: {}",
                                             parsed->scheme, known_targets()));
    }
    return fail(Errc::usage,
                fmt::format("\"{}\" is no kind of target; known targets: {}", parsed->scheme, known_targets()));
}

}  // namespace restante::targets
