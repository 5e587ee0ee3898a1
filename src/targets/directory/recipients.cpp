#include "targets/directory/recipients.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/ascii_lookalike.h"
#include "base/case_fold.h"
#include "model/address_parts.h"
#include "model/directory_name.h"
#include "targets/directory/recipient_names.h"
#include "targets/mail/address_syntax.h"

namespace restante::targets::directory {
namespace {

constexpr const char* kMigrate = "MIGRATE:";

std::string key_of(std::string_view text) { return fold_case(trimmed(text)); }

std::string internet_of(const std::string& typed) {
    const model::AddressParts parts = model::parts_of_text(typed);
    const auto* const internet = std::get_if<model::InternetAddress>(&parts);
    return internet != nullptr && mail::is_address_spec(internet->spec) ? internet->spec : std::string();
}

class Gathering {
public:
    explicit Gathering(Findings& losses) : losses_(losses) {}

    Recipients all(const std::vector<model::Directory>& directories) {
        TakenNames labels;
        for (const model::Directory& directory : directories)
            made_.postoffices.push_back({&directory, labels.take_another(postoffice_label(
                                                         directory.network, directory.postoffice, directory.path))});
        // People first: names are theirs before they are anybody's.
        for (std::size_t i = 0; i < directories.size(); ++i) add_people(i);
        for (std::size_t i = 0; i < directories.size(); ++i)
            for (const model::DirectoryContact& contact : directories[i].contacts) add_contact(i, contact);
        for (std::size_t i = 0; i < directories.size(); ++i) add_groups(i);
        for (std::size_t i = 0; i < directories.size(); ++i) add_members(i);
        tell_numbers();
        return std::move(made_);
    }

private:
    using Place = std::pair<std::size_t, std::string>;  // postoffice and folded name

    [[nodiscard]] std::string item(std::size_t postoffice, std::string_view name) const {
        return fmt::format("{}/{}", made_.postoffices[postoffice].label, name);
    }

    void add_people(std::size_t postoffice) {
        for (const model::DirectoryAccount& account : made_.postoffices[postoffice].directory->accounts) {
            if (account.left_out) continue;
            if (account.deleted)
                tell(MessageId::directory_deleted_account, postoffice, account.mailbox, model::shown_name(account));
            else if (account.system)
                tell(MessageId::directory_system_account, postoffice, account.mailbox, model::shown_name(account));
            else
                add_person(postoffice, account);
        }
    }

    void add_person(std::size_t postoffice, const model::DirectoryAccount& account) {
        const model::Directory& directory = *made_.postoffices[postoffice].directory;
        Person person;
        person.postoffice = postoffice;
        person.account = &account;
        person.details = Details(account.details);
        person.name = std::string(trimmed(model::directory_name(directory, account).substr(0, kLongestName)));
        const std::string given = person.details.column("Alias Name");
        person.alias = alias_of(given.empty() ? person.name : given);
        person.login = login_of(person.details.column("Assoc-NT-Account"), person.alias);
        person.display_name = model::shown_name(account);
        person.given_name = person.details[Detail::given_name];
        person.surname = person.details[Detail::surname];
        split_name(person);
        person.internet = account.internet;
        if (!account.address.empty()) person.originals = {account.address, kMigrate + account.address};
        if (const std::string twice = taken_by(person); !twice.empty())
            return tell(MessageId::directory_account_collision, postoffice, account.mailbox, twice);
        take(person);
        if (account.new_name.empty() && model::is_named_after_postoffice(directory, account))
            tell(MessageId::directory_named_after_postoffice, postoffice, account.mailbox,
                 fmt::format("{} is {} now", account.mailbox, person.name));
        else if (account.new_name.empty() && person.name != trimmed(account.mailbox))
            tell(MessageId::directory_new_user_name, postoffice, account.mailbox,
                 fmt::format("{} is {} now", account.mailbox, person.name));
        passwords_ += account.password ? 1U : 0U;
        made_.people.push_back(std::move(person));
    }

    // "Doe, John" says which word is which; other names do not.
    static void split_name(Person& person) {
        const std::size_t comma = person.display_name.find(", ");
        if (comma == 0 || comma == std::string::npos || comma + 2 >= person.display_name.size()) return;
        if (!person.surname.empty() || !person.given_name.empty()) return;
        person.surname = person.display_name.substr(0, comma);
        person.given_name = person.display_name.substr(comma + 2);
    }

    // Who has a name or address of `person` already, in words; "" for nobody.
    [[nodiscard]] std::string taken_by(const Person& person) const {
        const auto of = [&](const char* what, const std::string& value) -> std::string {
            const auto found = holders_.find(what + key_of(value));
            if (value.empty() || found == holders_.end()) return {};
            return fmt::format("the {} \"{}\" belongs to {}", what, value, found->second);
        };
        for (auto twice : {of("name", person.name), of("alias", person.alias), of("account name", person.login),
                           of("address", person.internet),
                           of("old address", person.originals.empty() ? std::string() : person.originals.front())})
            if (!twice.empty()) return twice;
        return {};
    }

    void take(const Person& person) {
        const std::string who = item(person.postoffice, person.account->mailbox);
        for (const auto& [what, value] :
             {std::pair("name", person.name), {"alias", person.alias}, {"account name", person.login}})
            holders_.emplace(what + key_of(value), who);
        names_.take(person.name);
        aliases_.take(person.alias);
        aliases_.take(person.login);
        const Member member{MemberKind::person, made_.people.size()};
        if (!person.internet.empty()) {
            holders_.emplace("address" + key_of(person.internet), who);
            by_internet_.emplace(key_of(person.internet), member);
        }
        if (!person.originals.empty()) {
            holders_.emplace("old address" + key_of(person.originals.front()), who);
            by_address_.emplace(key_of(person.originals.front()), member);
        }
        local_.emplace(Place(person.postoffice, key_of(person.account->mailbox)), member);
    }

    std::optional<Member> holder_of(const std::string& address, const std::string& internet) const {
        if (const auto found = by_address_.find(key_of(address)); found != by_address_.end()) return found->second;
        if (internet.empty()) return std::nullopt;
        if (const auto found = by_internet_.find(key_of(internet)); found != by_internet_.end()) return found->second;
        return std::nullopt;
    }

    Member add_contact(std::size_t postoffice, const model::DirectoryContact& from) {
        Contact contact;
        contact.postoffice = postoffice;
        contact.address = from.address;
        contact.internet = from.internet.empty() ? internet_of(from.address) : from.internet;
        contact.display_name = trimmed(from.name).empty() ? from.address : from.name;
        if (const auto holder = holder_of(contact.address, contact.internet)) {
            by_address_.emplace(key_of(contact.address), *holder);
            tell(MessageId::directory_contact_known, postoffice, contact.display_name, contact.address);
            return *holder;
        }
        own_name(contact.name, contact.alias, contact.display_name, postoffice);
        const Member member{MemberKind::contact, made_.contacts.size()};
        by_address_.emplace(key_of(contact.address), member);
        if (!contact.internet.empty()) by_internet_.emplace(key_of(contact.internet), member);
        made_.contacts.push_back(std::move(contact));
        return member;
    }

    // For who is not told apart by name alone.
    void own_name(std::string& name, std::string& alias, const std::string& shown, std::size_t postoffice) {
        std::string plain(trimmed(ascii_lookalike(shown)));
        if (plain.empty()) plain = "recipient";
        name = names_.take_another(plain);
        alias = aliases_.take_another(alias_of(name));
        if (name != plain)
            tell(MessageId::directory_name_changed, postoffice, shown, fmt::format("it is {} now", name));
    }

    void add_groups(std::size_t postoffice) {
        for (const model::DirectoryGroup& from : made_.postoffices[postoffice].directory->groups) {
            Group group;
            group.postoffice = postoffice;
            group.display_name = from.name;
            own_name(group.name, group.alias, from.name, postoffice);
            groups_of_.emplace(Place(postoffice, key_of(from.name)), made_.groups.size());
            sources_.push_back(&from);
            made_.groups.push_back(std::move(group));
        }
    }

    void add_members(std::size_t postoffice) {
        for (std::size_t i = 0; i < made_.groups.size(); ++i) {
            if (made_.groups[i].postoffice != postoffice) continue;
            for (const std::string& text : sources_[i]->members) {
                const auto member = find_member(postoffice, text);
                auto& members = made_.groups[i].members;
                if (!member || (member->kind == MemberKind::group && member->index == i))
                    tell(MessageId::directory_member_missing, postoffice, made_.groups[i].display_name, text);
                else if (std::find(members.begin(), members.end(), *member) == members.end())
                    members.push_back(*member);
            }
        }
    }

    std::optional<Member> find_member(std::size_t postoffice, const std::string& text) {
        if (const auto found = local_.find(Place(postoffice, key_of(text))); found != local_.end())
            return found->second;
        if (const auto found = groups_of_.find(Place(postoffice, key_of(text))); found != groups_of_.end())
            return Member{MemberKind::group, found->second};
        if (const auto found = by_address_.find(key_of(text)); found != by_address_.end()) return found->second;
        if (const auto group = group_at(text)) return Member{MemberKind::group, *group};
        if (text.find(':') == std::string::npos || is_own_account(text)) return std::nullopt;
        return add_contact(postoffice, {text, text, {}});
    }

    // Groups have addresses as mailboxes do.
    [[nodiscard]] std::optional<std::size_t> group_at(const std::string& address) const {
        const model::AddressParts parts = model::parts_of_text(address);
        const auto* const own = std::get_if<model::MicrosoftMailAddress>(&parts);
        if (own == nullptr || !own->complete()) return std::nullopt;
        for (std::size_t i = 0; i < made_.postoffices.size(); ++i) {
            const model::Directory& directory = *made_.postoffices[i].directory;
            if (key_of(directory.network) != key_of(own->network)) continue;
            if (key_of(directory.postoffice) != key_of(own->postoffice)) continue;
            const auto found = groups_of_.find(Place(i, key_of(own->mailbox)));
            if (found != groups_of_.end()) return found->second;
        }
        return std::nullopt;
    }

    // The address of an account that is not delivered is no address of elsewhere.
    [[nodiscard]] bool is_own_account(const std::string& address) const {
        for (const Postoffice& postoffice : made_.postoffices)
            for (const model::DirectoryAccount& account : postoffice.directory->accounts)
                if (key_of(account.address) == key_of(address)) return true;
        return false;
    }

    void tell(MessageId id, std::size_t postoffice, const std::string& name, std::string text) {
        losses_.add(id, std::move(text), item(postoffice, name));
    }

    void tell_numbers() {
        const auto count = [](const auto& list) {
            return std::count_if(list.begin(), list.end(), [](const auto& one) { return one.internet.empty(); });
        };
        if (const auto people = count(made_.people), contacts = count(made_.contacts); people + contacts != 0)
            losses_.add(MessageId::directory_no_internet_address,
                        fmt::format("{} accounts and {} contacts", people, contacts));
        if (passwords_ != 0)
            losses_.add(MessageId::directory_passwords_set, fmt::format("{} of {}", passwords_, made_.people.size()));
    }

    Findings& losses_;
    Recipients made_;
    TakenNames names_, aliases_;
    std::map<std::string, std::string> holders_;  // by kind and value
    std::map<std::string, Member> by_address_, by_internet_;
    std::map<Place, Member> local_;
    std::map<Place, std::size_t> groups_of_;
    std::vector<const model::DirectoryGroup*> sources_;  // beside made_.groups
    std::size_t passwords_ = 0;
};

}  // namespace

std::string old_proxy_address(const std::string& address) {
    const std::size_t colon = address.find(':');
    if (colon == std::string::npos) return {};
    const std::string type = model::normal_address_type(address.substr(0, colon));
    if (type == "SMTP") return {};
    return (type == "EX" ? "X500" : type) + address.substr(colon);
}

Recipients recipients_of(const std::vector<model::Directory>& directories, Findings& losses) {
    return Gathering(losses).all(directories);
}

}  // namespace restante::targets::directory
