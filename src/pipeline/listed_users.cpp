#include "pipeline/listed_users.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "base/case_fold.h"

namespace restante::pipeline {
namespace {

using Candidates = std::vector<std::size_t>;

std::string without_blanks(std::string_view text) {
    std::string key = fold_case(text);
    std::erase_if(key, [](char c) { return kAsciiBlanks.find(c) != std::string_view::npos; });
    return key;
}

class AccountIndex {
public:
    explicit AccountIndex(const std::vector<const model::DirectoryAccount*>& accounts) : accounts_(accounts) {
        for (std::size_t i = 0; i < accounts.size(); ++i) {
            by_name_[without_blanks(accounts[i]->mailbox)].push_back(i);
            if (!accounts[i]->address.empty()) by_address_[without_blanks(accounts[i]->address)].push_back(i);
        }
    }

    [[nodiscard]] Candidates candidates(const ListedUser& user) const {
        Candidates found;
        if (!user.address.empty()) found = narrowed(at(by_address_, user.address), user.address, true);
        if (!found.empty()) return found;
        found = at(by_name_, user.mailbox);
        // An address that is not this account's means somebody else.
        if (!user.address.empty())
            std::erase_if(found, [this](std::size_t i) { return !accounts_[i]->address.empty(); });
        return narrowed(std::move(found), user.mailbox, false);
    }

private:
    using Index = std::map<std::string, Candidates>;

    static Candidates at(const Index& index, const std::string& text) {
        const auto found = index.find(without_blanks(text));
        return found == index.end() ? Candidates{} : found->second;
    }

    [[nodiscard]] Candidates narrowed(Candidates found, const std::string& text, bool address) const {
        if (found.size() < 2) return found;
        const std::string exact = fold_case(trimmed(text));
        Candidates closer;
        for (const std::size_t i : found)
            if (fold_case(trimmed(address ? accounts_[i]->address : accounts_[i]->mailbox)) == exact)
                closer.push_back(i);
        return closer.empty() ? found : closer;
    }

    const std::vector<const model::DirectoryAccount*>& accounts_;
    Index by_name_, by_address_;
};

}  // namespace

ListAssignment assign(const std::vector<ListedUser>& users,
                      const std::vector<const model::DirectoryAccount*>& accounts) {
    ListAssignment result;
    result.rows.assign(accounts.size(), nullptr);
    std::vector<bool> doubly(accounts.size());
    const AccountIndex index(accounts);
    for (const ListedUser& user : users) {
        const Candidates found = index.candidates(user);
        if (found.empty()) {
            result.unmatched.push_back(&user);
        } else if (found.size() > 1 || doubly[found.front()]) {
            result.ambiguous.push_back(&user);
        } else if (result.rows[found.front()] != nullptr) {
            // Two rows for one mailbox: nobody knows which is meant.
            doubly[found.front()] = true;
            result.ambiguous.push_back(result.rows[found.front()]);
            result.ambiguous.push_back(&user);
            result.rows[found.front()] = nullptr;
        } else {
            result.rows[found.front()] = &user;
        }
    }
    return result;
}

}  // namespace restante::pipeline
