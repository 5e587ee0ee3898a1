#include "targets/directory/openldap_entries.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/ldif/ldif_writer.h"
#include "targets/ldif/directory_entry.h"

namespace restante::targets::directory {
namespace {

using ldif::Writer;

class OpenLdapEntries {
public:
    OpenLdapEntries(const Recipients& recipients, std::string_view base, std::string& into)
        : recipients_(recipients), base_(base), writer_(into) {}

    void add(const Person& person) {
        begin(dn_of(person.postoffice, person.alias),
              {"top", "person", "organizationalPerson", "inetOrgPerson", "inetLocalMailRecipient"});
        put("uid", person.alias);
        put_name(person.display_name, person.alias, person.surname, person.given_name);
        put("mail", person.internet);
        for (const std::string& original : person.originals)
            if (is_ascii(original)) put("mailLocalAddress", original);
        if (!person.account->address.empty()) put("labeledURI", contacts::address_uri(person.account->address));
        for (const DetailNames& names : detail_names()) put_detail(names, person.details[names.detail]);
        writer_.end();
    }

    void add(const Contact& contact) {
        begin(dn_of(contact.postoffice, contact.alias), {"top", "person", "organizationalPerson", "inetOrgPerson"});
        put("uid", contact.alias);
        put_name(contact.display_name, contact.alias, "", "");
        put("mail", contact.internet);
        if (!contact.address.empty()) put("labeledURI", contacts::address_uri(contact.address));
        writer_.end();
    }

    void add(const Group& group) {
        begin(dn_of(group.postoffice, group.alias), {"top", "groupOfNames", "uidObject"});
        put("uid", group.alias);
        put("cn", trimmed(group.display_name).empty() ? group.name : group.display_name);
        for (const Member& member : group.members) writer_.attribute("member", dn_of(member));
        if (group.members.empty()) writer_.attribute("member", "");
        writer_.end();
    }

private:
    void begin(const std::string& dn, std::initializer_list<const char*> classes) {
        seen_.clear();
        writer_.begin(dn);
        for (const char* const name : classes) writer_.attribute("objectClass", name);
    }

    // Nothing for what is empty or there already: a set has no value twice.
    void put(std::string_view name, std::string_view value) {
        std::string key(name);
        key += ':';
        for (const char c : value)
            if (c != ' ' && c != '-') key += ascii_lower(c);  // as telephone numbers are compared
        if (!trimmed(value).empty() && seen_.insert(key).second) writer_.attribute(name, value);
    }

    void put_name(const std::string& shown, const std::string& alias, const std::string& surname,
                  const std::string& given_name) {
        const std::string& name = trimmed(shown).empty() ? alias : shown;
        put("cn", name);
        put("displayName", name);
        put("sn", surname.empty() ? name : surname);
        put("givenName", given_name);
    }

    void put_detail(const DetailNames& names, const std::string& value) {
        if (value.empty() || names.detail == Detail::surname || names.detail == Detail::given_name) return;
        const bool telephone = names.detail == Detail::phone || names.detail == Detail::phone2 ||
                               names.detail == Detail::fax || names.detail == Detail::home_phone ||
                               names.detail == Detail::mobile || names.detail == Detail::pager;
        if (names.openldap.empty() || (telephone && !contacts::is_printable_string(value)))
            put("description", std::string(names.column) + ": " + value);
        else
            put(names.openldap, value);
    }

    [[nodiscard]] std::string dn_of(std::size_t postoffice, const std::string& alias) const {
        return ldif::rdn("uid", alias) + "," + ldif::rdn("ou", recipients_.postoffices[postoffice].label) + "," +
               std::string(base_);
    }

    [[nodiscard]] std::string dn_of(const Member& member) const {
        switch (member.kind) {
            case MemberKind::person:
                return dn_of(recipients_.people[member.index].postoffice, recipients_.people[member.index].alias);
            case MemberKind::contact:
                return dn_of(recipients_.contacts[member.index].postoffice, recipients_.contacts[member.index].alias);
            case MemberKind::group:
                break;
        }
        return dn_of(recipients_.groups[member.index].postoffice, recipients_.groups[member.index].alias);
    }

    const Recipients& recipients_;
    std::string_view base_;
    Writer writer_;
    std::set<std::string> seen_;
};

}  // namespace

std::string openldap_text(const Recipients& recipients, std::size_t postoffice, std::string_view base,
                          Findings& losses) {
    std::string text;
    const Postoffice& own = recipients.postoffices[postoffice];
    contacts::append_unit(own.label, "Microsoft Mail postoffice " + own.directory->path, base, text);
    OpenLdapEntries entries(recipients, base, text);
    for (const Person& person : recipients.people)
        if (person.postoffice == postoffice) entries.add(person);
    for (const Contact& contact : recipients.contacts)
        if (contact.postoffice == postoffice) entries.add(contact);
    for (const Group& group : recipients.groups) {
        if (group.postoffice != postoffice) continue;
        entries.add(group);
        if (group.members.empty())
            losses.add(MessageId::directory_empty_group, "it is written with an empty member", group.display_name);
    }
    return text;
}

}  // namespace restante::targets::directory
