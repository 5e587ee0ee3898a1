#include "formats/postoffice/records/user_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/field_proof.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {
namespace {

constexpr const char* kUserFile = "ACCESS2.GLB";

// What the address list says about each full name it has once.
using ListedHexids = std::map<std::string, std::optional<std::uint32_t>>;

ListedHexids listed_hexids(const RecordTable& names, const RecordLayout& layout) {
    ListedHexids result;
    const Field* const alias = layout.find("alias");
    const Field* const hexid = layout.find("hexid");
    if (alias == nullptr || hexid == nullptr) return result;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto name = comparable_value(*alias, names.record(i), {});
        const auto value = read_hexid(*hexid, names.record(i));
        if (!name || !value) continue;
        const auto [entry, added] = result.emplace(*name, *value);
        if (!added) entry->second.reset();
    }
    return result;
}

std::optional<std::string> text_of_record(const RecordLayout& layout, const char* name, Bytes record,
                                          const FieldCipher& cipher) {
    const Field* const field = layout.find(name);
    if (field == nullptr || !comparable_value(*field, record, cipher)) return std::nullopt;
    const auto text = read_text(*field, record, cipher);
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<std::uint32_t> hexid_of_record(const RecordLayout& layout, const char* name, Bytes record) {
    const Field* const field = layout.find(name);
    return field == nullptr ? std::nullopt : read_hexid(*field, record).value_or(std::nullopt);
}

// A run of zeros where a hexid was looks like the first user's, so that needs another witness: his record is the first,
// or the address list says the same.
bool credible(std::uint32_t hexid, const PostofficeUser& user, const ListedHexids& listed) {
    const auto entry = user.full_name ? listed.find(comparable_text(*user.full_name)) : listed.end();
    if (entry != listed.end() && entry->second.has_value()) return entry->second == hexid;
    return hexid != 0 || user.record == 0;
}

std::optional<bool> deleted_state(const RecordLayout& layout, Bytes record) {
    const Field* const state = layout.find("state");
    const auto value = state == nullptr ? std::nullopt : comparable_value(*state, record, {});
    if (!value) return std::nullopt;
    return *value == "deleted";
}

// Takes `member` from all users that share its value with another one in use. `same` decides whether they are one user.
template <class Value, class Key, class Same>
void drop_shared(std::vector<PostofficeUser>& users, std::optional<Value> PostofficeUser::* member, Key key, Same same,
                 Findings& findings) {
    std::map<Value, std::vector<PostofficeUser*>> claims;
    for (PostofficeUser& user : users) {
        const std::optional<Value>& value = user.*member;
        if (value) claims[key(*value)].push_back(&user);
    }
    for (auto& [value, claimants] : claims) {
        if (claimants.size() == 1) continue;
        // Whoever was deleted does not keep what somebody else now has.
        const auto in_use = [](const PostofficeUser* user) { return user->deleted != true; };
        if (std::ranges::count_if(claimants, in_use) == 1) {
            for (PostofficeUser* const user : claimants)
                if (!in_use(user)) (user->*member).reset();
            continue;
        }
        if (std::ranges::all_of(claimants, [&](const auto* user) { return same(*user, *claimants.front()); })) continue;
        findings.add(MessageId::postoffice_shared_identity,
                     fmt::format("{} records, the first is number {}, say that they are {}", claimants.size(),
                                 claimants.front()->record, value),
                     kUserFile);
        for (PostofficeUser* const user : claimants) (user->*member).reset();
    }
}

void drop_ambiguous(std::vector<PostofficeUser>& users, Findings& findings) {
    const auto same_mailbox = [](const PostofficeUser& a, const PostofficeUser& b) {
        return a.mailbox && b.mailbox && comparable_text(*a.mailbox) == comparable_text(*b.mailbox);
    };
    const auto same_hexid = [](const PostofficeUser& a, const PostofficeUser& b) { return a.hexid == b.hexid; };
    drop_shared(users, &PostofficeUser::hexid, [](std::uint32_t hexid) { return hexid; }, same_mailbox, findings);
    drop_shared(
        users, &PostofficeUser::mailbox, [](const std::string& name) { return comparable_text(name); }, same_hexid,
        findings);
}

std::set<std::string> aliases_of(const RecordTable& names) {
    std::set<std::string> aliases;
    const Field* const alias = names.layout().find("alias");
    for (std::size_t i = 0; alias != nullptr && i < names.size(); ++i)
        if (const auto name = comparable_value(*alias, names.record(i), {})) aliases.insert(*name);
    return aliases;
}

std::set<std::string> names_seen(const PostofficeFacts& facts) {
    std::set<std::string> seen;
    for (const KnownPerson& person : facts.people) seen.insert(comparable_text(person.mailbox));
    for (const KnownAccount& account : facts.accounts) seen.insert(comparable_text(account.mailbox));
    return seen;
}

}  // namespace

std::vector<PostofficeUser> list_users(const RecordTable& access2, const RecordTable& names,
                                       const UserCalibration& calibration, const PostofficeFacts& facts,
                                       const FieldCipher& cipher, Findings& findings) {
    const RecordLayout& layout = calibration.access2.layout;
    const ListedHexids listed = listed_hexids(names, calibration.names.layout);
    const std::set<std::string> seen = names_seen(facts);
    const std::set<std::string> aliases = aliases_of(names);
    std::vector<PostofficeUser> users;
    for (std::size_t i = 0; i < access2.size(); ++i) {
        const Bytes record = access2.record(i);
        if (is_blank(record)) continue;
        PostofficeUser user{.record = i};
        user.mailbox = text_of_record(layout, "mailbox", record, cipher);
        user.full_name = text_of_record(layout, "full name", record, cipher);
        user.deleted = deleted_state(layout, record);
        user.mailbox_seen = user.mailbox && seen.contains(comparable_text(*user.mailbox));
        const auto hexid = hexid_of_record(layout, "hexid", record);
        if (hexid && facts.mailbags.contains(*hexid) && credible(*hexid, user, listed)) user.hexid = hexid;
        // Whoever has no file any more and stands in no address list has left, whatever his record says.
        if (!user.deleted && hexid && !facts.mailbags.contains(*hexid) && user.full_name && names.size() != 0 &&
            !aliases.contains(comparable_text(*user.full_name)))
            user.deleted = true;
        user.tid = hexid_of_record(layout, "tid", record);
        users.push_back(std::move(user));
    }
    for (const char* const field : {"mailbox", "full name", "hexid"}) {
        if (layout.find(field) != nullptr || users.empty()) continue;
        findings.add(MessageId::postoffice_field_unknown, fmt::format("the place of the {} could not be proved", field),
                     kUserFile);
    }
    drop_ambiguous(users, findings);
    return users;
}

}  // namespace restante::postoffice
