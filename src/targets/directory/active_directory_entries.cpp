#include "targets/directory/active_directory_entries.h"

#include <fmt/format.h>

#include <set>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/ldif/ldif_writer.h"
#include "targets/directory/recipient_names.h"

namespace restante::targets::directory {
namespace {

using ldif::Writer;

// Values of Active Directory's own: a normal account (0x200) that is disabled (2); a universal group for mail.
constexpr const char* kDisabledAccount = "514";
constexpr const char* kUniversalDistribution = "8";
constexpr std::size_t kLongestShownName = 256, kLongestMail = 256, kLongestProxy = 1123;

std::string dn_in_active_directory(const Recipients& recipients, std::size_t postoffice, const std::string& name,
                                   std::string_view base) {
    return ldif::rdn("CN", name) + "," + ldif::rdn("OU", recipients.postoffices[postoffice].label) + "," +
           std::string(base);
}

class ActiveDirectoryEntries {
public:
    ActiveDirectoryEntries(const Recipients& recipients, std::string_view base, std::string& into, Findings& losses)
        : recipients_(recipients), base_(base), writer_(into), losses_(losses) {}

    void add_unit(const std::string& label) {
        writer_.begin(ldif::rdn("OU", label) + "," + std::string(base_));
        for (const char* const name : {"top", "organizationalUnit"}) writer_.attribute("objectClass", name);
        writer_.attribute("ou", label);
        writer_.end();
    }

    void add(const Person& person) {
        begin(person.postoffice, person.name, {"top", "person", "organizationalPerson", "user"});
        put("sAMAccountName", person.login, kLongestName);
        put("userAccountControl", kDisabledAccount, kLongestName);
        put("userPrincipalName", person.internet, kLongestProxy);
        put("displayName", person.display_name, kLongestShownName);
        put("givenName", person.given_name, kLongestName);
        put("sn", person.surname, kLongestName);
        put("mail", person.internet, kLongestMail);
        if (!person.internet.empty()) put("proxyAddresses", "SMTP:" + person.internet, kLongestProxy);
        for (const std::string& original : person.originals) put("proxyAddresses", original, kLongestProxy);
        for (const DetailNames& names : detail_names())
            if (names.detail != Detail::surname && names.detail != Detail::given_name)
                put(names.active_directory, person.details[names.detail], names.limit);
        writer_.end();
    }

    void add(const Contact& contact) {
        begin(contact.postoffice, contact.name, {"top", "person", "organizationalPerson", "contact"});
        put("displayName", contact.display_name, kLongestShownName);
        put("mail", contact.internet, kLongestMail);
        if (!contact.internet.empty()) put("proxyAddresses", "SMTP:" + contact.internet, kLongestProxy);
        put("proxyAddresses", old_proxy_address(contact.address), kLongestProxy);
        writer_.end();
    }

    void add(const Group& group) {
        begin(group.postoffice, group.name, {"top", "group"});
        put("sAMAccountName", group.alias, kLongestName);
        put("groupType", kUniversalDistribution, kLongestName);
        put("displayName", group.display_name, kLongestShownName);
        writer_.end();
    }

private:
    void begin(std::size_t postoffice, const std::string& name, std::initializer_list<const char*> classes) {
        seen_.clear();
        item_ = recipients_.postoffices[postoffice].label + "/" + name;
        writer_.begin(dn_in_active_directory(recipients_, postoffice, name, base_));
        for (const char* const one : classes) writer_.attribute("objectClass", one);
        writer_.attribute("cn", name);
    }

    void put(std::string_view attribute, std::string_view value, std::size_t limit) {
        value = trimmed(value);
        if (value.empty()) return;
        if (utf8_length(value) > limit) {
            value = value.substr(0, utf8_index(value, limit));
            losses_.add(MessageId::directory_value_cut, fmt::format("{}, after {} characters", attribute, limit),
                        item_);
        }
        if (seen_.insert(fmt::format("{}:{}", attribute, ascii_lower(value))).second)
            writer_.attribute(attribute, value);
    }

    const Recipients& recipients_;
    std::string_view base_;
    Writer writer_;
    Findings& losses_;
    std::set<std::string> seen_;
    std::string item_;
};

void append_change(Writer& writer, std::string_view attribute, const std::vector<std::string>& values) {
    writer.attribute("add", attribute);
    for (const std::string& value : values) writer.attribute(attribute, value);
    writer.end_change();
}

std::string name_of_member(const Recipients& recipients, const Member& member, std::string_view base) {
    switch (member.kind) {
        case MemberKind::person: {
            const Person& person = recipients.people[member.index];
            return dn_in_active_directory(recipients, person.postoffice, person.name, base);
        }
        case MemberKind::contact: {
            const Contact& contact = recipients.contacts[member.index];
            return dn_in_active_directory(recipients, contact.postoffice, contact.name, base);
        }
        case MemberKind::group:
            break;
    }
    const Group& group = recipients.groups[member.index];
    return dn_in_active_directory(recipients, group.postoffice, group.name, base);
}

}  // namespace

std::string active_directory_text(const Recipients& recipients, std::size_t postoffice, std::string_view base,
                                  Findings& losses) {
    std::string text;
    ActiveDirectoryEntries entries(recipients, base, text, losses);
    entries.add_unit(recipients.postoffices[postoffice].label);
    for (const Person& person : recipients.people)
        if (person.postoffice == postoffice) entries.add(person);
    for (const Contact& contact : recipients.contacts)
        if (contact.postoffice == postoffice) entries.add(contact);
    for (const Group& group : recipients.groups)
        if (group.postoffice == postoffice) entries.add(group);
    return text;
}

std::string active_directory_members(const Recipients& recipients, std::size_t postoffice, std::string_view base) {
    std::string text;
    Writer writer(text);
    for (const Group& group : recipients.groups) {
        if (group.postoffice != postoffice || group.members.empty()) continue;
        writer.begin(dn_in_active_directory(recipients, postoffice, group.name, base));
        writer.attribute("changetype", "modify");
        std::vector<std::string> members;
        for (const Member& member : group.members) members.push_back(name_of_member(recipients, member, base));
        append_change(writer, "member", members);
        writer.end();
    }
    return text;
}

std::string active_directory_exchange(const Recipients& recipients, std::size_t postoffice, std::string_view base) {
    std::string text;
    Writer writer(text);
    const auto change = [&](const auto& recipient, const std::string& target) {
        if (recipient.postoffice != postoffice) return;
        writer.begin(dn_in_active_directory(recipients, postoffice, recipient.name, base));
        writer.attribute("changetype", "modify");
        append_change(writer, "mailNickname", {recipient.alias});
        if (!target.empty()) append_change(writer, "targetAddress", {target});
        writer.end();
    };
    for (const Person& person : recipients.people) change(person, "");
    for (const Contact& contact : recipients.contacts)
        change(contact, contact.internet.empty() ? contact.address : "SMTP:" + contact.internet);
    for (const Group& group : recipients.groups) change(group, "");
    return text;
}

}  // namespace restante::targets::directory
