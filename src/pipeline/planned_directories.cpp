#include "pipeline/planned_directories.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "base/case_fold.h"
#include "model/address_parts.h"
#include "model/directory_name.h"

namespace restante::pipeline {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::string key_of(const std::string& name, const std::string& address) {
    return fold_case(name) + "\n" + fold_case(address);
}

class DirectoryPlanning {
public:
    DirectoryPlanning(Selector& selector, Plan& plan) : selector_(selector), plan_(plan) {}

    void run(std::vector<model::Directory> directories, const std::vector<ListedUser>* users) {
        plan_.directories = std::move(directories);
        find_accounts();
        add_missing_accounts();
        collect_accounts();
        select_by_options();
        if (users != nullptr) select_by_list(*users);
        for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i) {
            if (account_of_[i].first == kNone) continue;
            const model::DirectoryAccount& account = account_at(account_of_[i]);
            PlannedMailbox& planned = plan_.mailboxes[i];
            planned.selected = planned.selected && !account.left_out;
            if (!account.new_name.empty()) planned.mailbox.name = account.new_name;
            if (renamed_.contains(&account)) planned.mailbox.display_name = account.display_name;
        }
    }

private:
    using Place = std::pair<std::size_t, std::size_t>;  // directory, account

    [[nodiscard]] model::DirectoryAccount& account_at(Place place) {
        return plan_.directories[place.first].accounts[place.second];
    }

    // By address; by name alone where one of both has none.
    void find_accounts() {
        std::map<std::string, Place> known;
        std::map<std::string, std::vector<Place>> named;
        for (std::size_t i = 0; i < plan_.directories.size(); ++i)
            for (std::size_t j = 0; j < plan_.directories[i].accounts.size(); ++j) {
                const model::DirectoryAccount& account = plan_.directories[i].accounts[j];
                known.emplace(key_of(account.mailbox, account.address), Place(i, j));
                named[fold_case(account.mailbox)].emplace_back(i, j);
            }
        account_of_.assign(plan_.mailboxes.size(), Place(kNone, kNone));
        for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i) {
            const model::Mailbox& mailbox = plan_.mailboxes[i].mailbox;
            if (plan_.mailboxes[i].error || mailbox.shared) continue;
            const auto exact = known.find(key_of(mailbox.name, mailbox.address));
            const auto alike = named.find(fold_case(mailbox.name));
            if (exact != known.end())
                account_of_[i] = exact->second;
            else if (alike != named.end() && alike->second.size() == 1 &&
                     (mailbox.address.empty() || account_at(alike->second.front()).address.empty()))
                account_of_[i] = alike->second.front();
        }
    }

    // Message files that belong to no known account: one directory for each postoffice they name. Several files of one
    // address are of one person.
    void add_missing_accounts() {
        std::map<std::string, Place> people;
        std::map<std::string, std::size_t> made;
        for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i) {
            const PlannedMailbox& planned = plan_.mailboxes[i];
            if (planned.error || planned.mailbox.shared || account_of_[i].first != kNone) continue;
            const model::AddressParts parts = model::parts_of_text(planned.mailbox.address);
            const auto* const own = std::get_if<model::MicrosoftMailAddress>(&parts);
            const model::MicrosoftMailAddress where = own == nullptr ? model::MicrosoftMailAddress{} : *own;
            const auto [place, is_new] =
                made.emplace(key_of(where.network, where.postoffice), plan_.directories.size());
            if (is_new) {
                model::Directory directory;
                directory.network = where.network;
                directory.postoffice = where.postoffice;
                plan_.directories.push_back(std::move(directory));
            }
            model::DirectoryAccount account;
            account.mailbox = model::label_of(planned.mailbox);
            account.display_name = planned.mailbox.display_name;
            account.address = planned.mailbox.address;
            account.internet = planned.mailbox.internet;
            auto& accounts = plan_.directories[place->second].accounts;
            const auto [person, is_first] =
                people.emplace(key_of(account.mailbox, account.address), Place(place->second, accounts.size()));
            if (!is_first && !account.address.empty()) {
                account_of_[i] = person->second;
                continue;
            }
            account_of_[i] = Place(place->second, accounts.size());
            accounts.push_back(std::move(account));
        }
    }

    void collect_accounts() {
        for (std::size_t i = 0; i < plan_.directories.size(); ++i)
            for (std::size_t j = 0; j < plan_.directories[i].accounts.size(); ++j) {
                all_.push_back(&plan_.directories[i].accounts[j]);
                directory_of_.push_back(i);
            }
        for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i)
            if (account_of_[i].first != kNone) has_mailbox_.insert(&account_at(account_of_[i]));
    }

    void select_by_options() {
        // A pattern that fits nothing but accounts without a mailbox fits nothing.
        Selector selector = selector_;
        for (model::DirectoryAccount* const account : all_) {
            if (has_mailbox_.contains(account)) continue;
            model::Mailbox mailbox;
            mailbox.name = account->mailbox;
            account->left_out = !selector.wants_mailbox(mailbox);
        }
        for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i)
            if (account_of_[i].first != kNone && !plan_.mailboxes[i].selected)
                account_at(account_of_[i]).left_out = true;
    }

    void select_by_list(const std::vector<ListedUser>& users) {
        const ListAssignment assigned =
            assign(users, std::vector<const model::DirectoryAccount*>(all_.begin(), all_.end()));
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const ListedUser* const row = assigned.rows[i];
            if (row == nullptr || !row->wanted)
                all_[i]->left_out = true;
            else
                apply(*row, plan_.directories[directory_of_[i]], *all_[i]);
        }
        for (const ListedUser* const row : assigned.unmatched) tell(MessageId::directory_row_unmatched, *row, "");
        for (const ListedUser* const row : assigned.ambiguous) tell(MessageId::directory_row_ambiguous, *row, "");
    }

    void apply(const ListedUser& row, const model::Directory& directory, model::DirectoryAccount& account) {
        if ((account.system || account.deleted) && !has_mailbox_.contains(&account))
            tell(MessageId::directory_row_unmatched, row, ": the account has no mailbox");
        if (!row.name.empty() && row.name != model::usual_directory_name(directory, account))
            account.new_name = row.name;
        if (!row.display_name.empty() && row.display_name != model::shown_name(account)) {
            account.display_name = row.display_name;
            renamed_.insert(&account);
        }
        account.details.insert(account.details.end(), row.details.begin(), row.details.end());
    }

    void tell(MessageId id, const ListedUser& row, const char* why) {
        plan_.findings.add(id, fmt::format("line {}{}", row.line, why), row.mailbox);
    }

    Selector& selector_;
    Plan& plan_;
    std::vector<Place> account_of_;              // of each mailbox
    std::vector<model::DirectoryAccount*> all_;  // in order
    std::vector<std::size_t> directory_of_;      // beside them
    std::set<const model::DirectoryAccount*> has_mailbox_, renamed_;
};

}  // namespace

void plan_directories(std::vector<model::Directory> directories, const std::vector<ListedUser>* users,
                      Selector& selector, Plan& plan) {
    DirectoryPlanning(selector, plan).run(std::move(directories), users);
}

}  // namespace restante::pipeline
