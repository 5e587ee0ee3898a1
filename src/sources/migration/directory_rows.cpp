#include "sources/migration/directory_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/exchange/multi_value.h"
#include "formats/exchange/user_list.h"
#include "model/address_parts.h"

namespace restante::sources::migration {
namespace {

constexpr std::string_view kMigratePrefix = "migrate:", kInternetPrefix = "SMTP:";
constexpr std::string_view kMembers = "Members", kTargetAddress = "E-mail Address", kAddresses = "E-mail Addresses";
constexpr std::string_view kRecipient = "/cn=";
constexpr std::string_view kUsualServer = "~SERVER", kUsualMode = "create";
// These have a meaning of their own; all others are details of the person.
constexpr std::array<std::string_view, 6> kNoDetails{
    exchange::kObjectClass, exchange::kCommonName, exchange::kDisplayName, exchange::kProxies, kAddresses,
    kTargetAddress};

bool has_prefix(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && equals_ignoring_ascii_case(text.substr(0, prefix.size()), prefix);
}

// "Recipients/cn=ada" names ada.
std::string member_name(const std::string& member) {
    const std::size_t at = member.rfind(kRecipient);
    return at == std::string::npos ? member : member.substr(at + kRecipient.size());
}

class EntryReader {
public:
    EntryReader(const exchange::PrimarySection& section, const std::vector<exchange::RowField>& fields)
        : section_(section), fields_(fields) {}

    Result<void> add_to(model::Directory& directory) const {
        const std::string kind = value(exchange::kObjectClass);
        if (name().empty()) return fail(Errc::bad_value, "the entry has no Common-Name");
        if (equals_ignoring_ascii_case(kind, "mailbox"))
            directory.accounts.push_back(account());
        else if (equals_ignoring_ascii_case(kind, "remote"))
            directory.contacts.push_back({shown_name(), value(kTargetAddress), {}});
        else if (equals_ignoring_ascii_case(kind, "dl"))
            directory.groups.push_back(group());
        else
            return fail(Errc::bad_value, fmt::format("\"{}\" is no class of entries", utf8_prefix(kind, 40)));
        return {};
    }

private:
    [[nodiscard]] std::string name() const { return value(exchange::kCommonName); }
    [[nodiscard]] std::string shown_name() const {
        std::string shown = value(exchange::kDisplayName);
        return shown.empty() ? name() : shown;
    }
    // Columns go by several names.
    [[nodiscard]] std::vector<std::string> values(std::string_view column) const {
        for (std::size_t i = 0; i < section_.columns.size() && i < fields_.size(); ++i) {
            const std::string& header = section_.columns[i];
            if (equals_ignoring_ascii_case(header, column) || exchange::known_column(header) == column)
                return exchange::split_values(fields_[i].text);
        }
        return {};
    }
    [[nodiscard]] std::string value(std::string_view column) const {
        const std::vector<std::string> all = values(column);
        return all.empty() ? std::string() : all.front();
    }
    [[nodiscard]] model::DirectoryAccount account() const {
        model::DirectoryAccount account;
        account.display_name = value(exchange::kDisplayName);
        for (const std::string_view column : {exchange::kProxies, kAddresses})
            for (const std::string& address : values(column)) {
                if (has_prefix(address, kInternetPrefix)) {
                    if (account.internet.empty()) account.internet = address.substr(kInternetPrefix.size());
                } else if (account.address.empty()) {
                    account.address =
                        has_prefix(address, kMigratePrefix) ? address.substr(kMigratePrefix.size()) : address;
                }
            }
        const auto parts = model::parts_of_text(account.address);
        const auto* const old = std::get_if<model::MicrosoftMailAddress>(&parts);
        add_details(account);
        account.mailbox = old != nullptr && !old->mailbox.empty() ? old->mailbox : name();
        return account;
    }
    void add_details(model::DirectoryAccount& account) const {
        for (std::size_t i = 0; i < section_.columns.size() && i < fields_.size(); ++i) {
            const std::string_view known = exchange::known_column(section_.columns[i]);
            const std::string label(known.empty() ? std::string_view(section_.columns[i]) : known);
            if (std::ranges::find(kNoDetails, label) != kNoDetails.end()) continue;
            for (std::string& value : exchange::split_values(fields_[i].text)) {
                const bool usual = (label == exchange::kHomeServer && value == kUsualServer) ||
                                   (label == exchange::kMode && value == kUsualMode);
                if (!usual && !value.empty()) account.details.push_back({label, std::move(value)});
            }
        }
    }
    [[nodiscard]] model::DirectoryGroup group() const {
        model::DirectoryGroup group;
        group.name = shown_name();
        for (const std::string& member : values(kMembers)) group.members.push_back(member_name(member));
        return group;
    }

    const exchange::PrimarySection& section_;
    const std::vector<exchange::RowField>& fields_;
};

}  // namespace

Result<void> add_directory_entry(const exchange::PrimarySection& section, const std::vector<exchange::RowField>& fields,
                                 model::Directory& directory) {
    return EntryReader(section, fields).add_to(directory);
}

}  // namespace restante::sources::migration
