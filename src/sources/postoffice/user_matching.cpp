#include "sources/postoffice/user_matching.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::sources {
namespace {

using postoffice::hexid_text;

constexpr std::size_t kFewestAgainst = 2;    // messages that contradict the user list
constexpr std::size_t kSwappedPercent = 75;  // of the messages of a mailbag, for the owner of the other

class Matching {
public:
    Matching(const MatchingInput& input, Findings& findings)
        : input_(input), findings_(findings), credible_(input.evidence.sole_claims()) {}

    UserMatching run() {
        take_user_list();
        change_back_swapped_mailbags();
        settle_contradictions();
        add_owners_named_by_messages();
        give_the_last_user_the_last_mailbag();
        for (const std::uint32_t hexid : input_.facts.mailbags)
            if (!owned_.contains(hexid)) result_.unowned.insert(hexid);
        return std::move(result_);
    }

private:
    [[nodiscard]] std::optional<std::string> witness_of(std::uint32_t hexid) const {
        const auto found = input_.evidence.mailbags.find(hexid);
        return found == input_.evidence.mailbags.end() ? std::nullopt : found->second.owner();
    }
    void take_user_list() {
        for (const postoffice::PostofficeUser& user : input_.users) {
            if (!user.mailbox) continue;
            PostofficeMember member;
            member.mailbox = *user.mailbox;
            member.full_name = user.full_name.value_or("");
            member.hexid = user.hexid;
            member.tid = user.tid;
            member.record = user.record;
            member.deleted = user.deleted == true;
            // What is left of somebody who went does not make his successor's mail his.
            if (member.deleted) member.hexid.reset();
            result_.members.push_back(std::move(member));
        }
    }

    // Two mailbags whose messages are all for the owner of the other: nothing but a change of names explains that.
    void change_back_swapped_mailbags() {
        const auto evidence_of = [&](const PostofficeMember& member) -> const MailbagWitness* {
            if (!member.hexid) return nullptr;
            const auto found = input_.evidence.mailbags.find(*member.hexid);
            return found == input_.evidence.mailbags.end() ? nullptr : &found->second;
        };
        const auto belongs = [](const MailbagWitness& witness, const PostofficeMember& owner,
                                const PostofficeMember& other) {
            const std::size_t own = witness.count_of(ascii_upper(owner.mailbox));
            const std::size_t others = witness.count_of(ascii_upper(other.mailbox));
            return own * 2 <= others && others * 100 >= kSwappedPercent * witness.messages && others >= kFewestAgainst;
        };
        std::vector<PostofficeMember>& members = result_.members;
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t k = i + 1; k < members.size(); ++k) {
                const MailbagWitness* const left = evidence_of(members[i]);
                const MailbagWitness* const right = evidence_of(members[k]);
                if (left == nullptr || right == nullptr) continue;
                if (!belongs(*left, members[i], members[k]) || !belongs(*right, members[k], members[i])) continue;
                findings_.add(MessageId::postoffice_mailbags_swapped,
                              fmt::format("{} of {} and {} of {}", hexid_text(*members[i].hexid), members[i].mailbox,
                                          hexid_text(*members[k].hexid), members[k].mailbox));
                members[i].mailbag = members[k].hexid;
                members[k].mailbag = members[i].hexid;
            }
        }
    }

    // Groups and blind copies bring mail whose recipients do not name him who gets it.
    [[nodiscard]] bool leaves_no_other_way(std::uint32_t hexid, const std::string& mailbox) const {
        const MailbagWitness& witness = input_.evidence.mailbags.at(hexid);
        if (witness.messages < kFewestAgainst || witness.count_of(ascii_upper(mailbox)) != 0) return false;
        return std::ranges::all_of(witness.named, [&](const auto& named) {
            return std::ranges::any_of(result_.members, [&](const PostofficeMember& member) {
                return ascii_upper(member.mailbox) == named.first;
            });
        });
    }

    void settle_contradictions() {
        std::vector<PostofficeMember*> contradicted;
        for (PostofficeMember& member : result_.members) {
            if (!member.hexid || member.mailbag) continue;
            const auto witness = witness_of(*member.hexid);
            const bool other = witness && credible_.contains(*witness) && *witness != ascii_upper(member.mailbox);
            if (other && leaves_no_other_way(*member.hexid, member.mailbox)) contradicted.push_back(&member);
        }
        for (PostofficeMember* const member : contradicted) {
            findings_.add(MessageId::postoffice_owner_contradicted,
                          fmt::format("the user list gives mailbag {} to {}, its messages are addressed to {}",
                                      hexid_text(*member->hexid), member->mailbox, *witness_of(*member->hexid)));
            member->hexid.reset();
        }
        for (const PostofficeMember& member : result_.members)
            if (member.hexid) owned_.insert(*member.hexid);
    }

    // Users without a proved mailbag, and mailbags of users no list names.
    void add_owners_named_by_messages() {
        for (const std::uint32_t hexid : input_.facts.mailbags) {
            if (owned_.contains(hexid)) continue;
            const auto witness = witness_of(hexid);
            if (!witness || !credible_.contains(*witness)) continue;
            const auto named = std::ranges::find_if(result_.members, [&](const PostofficeMember& member) {
                return ascii_upper(member.mailbox) == *witness && !member.deleted;
            });
            if (named == result_.members.end()) {
                if (is_deleted(*witness)) continue;
                result_.members.push_back(person_named(*witness));
                result_.members.back().hexid = hexid;
            } else if (named->hexid) {
                continue;
            } else {
                named->hexid = hexid;
            }
            owned_.insert(hexid);
            findings_.add(MessageId::postoffice_owner_by_mail,
                          fmt::format("mailbag {} belongs to {}: its messages are addressed to him", hexid_text(hexid),
                                      *witness));
        }
    }

    // As many records as mailbags, and one of each left: they belong together, unless the messages say otherwise.
    void give_the_last_user_the_last_mailbag() {
        if (input_.facts.mailbags.size() != input_.records || owned_.size() + 1 != input_.records) return;
        PostofficeMember* last = nullptr;
        for (PostofficeMember& member : result_.members) {
            if (member.deleted) return;
            if (member.hexid) continue;
            if (last != nullptr) return;
            last = &member;
        }
        if (last == nullptr || result_.members.size() != input_.records) return;
        const auto hexid =
            std::ranges::find_if(input_.facts.mailbags, [&](std::uint32_t one) { return !owned_.contains(one); });
        const auto witness = input_.evidence.mailbags.find(*hexid);
        if (witness != input_.evidence.mailbags.end() &&
            witness->second.count_of(ascii_upper(last->mailbox)) * 2 < witness->second.messages)
            return;
        last->hexid = *hexid;
        owned_.insert(*hexid);
    }

    [[nodiscard]] bool is_deleted(const std::string& capitals) const {
        return std::ranges::any_of(result_.members, [&](const PostofficeMember& member) {
            return member.deleted && ascii_upper(member.mailbox) == capitals;
        });
    }

    [[nodiscard]] PostofficeMember person_named(const std::string& capitals) const {
        for (const postoffice::KnownPerson& person : input_.evidence.people)
            if (ascii_upper(person.mailbox) == capitals &&
                equals_ignoring_ascii_case(person.network, input_.evidence.network) &&
                equals_ignoring_ascii_case(person.postoffice, input_.evidence.postoffice))
                return {.mailbox = person.mailbox, .full_name = person.full_name};
        return {.mailbox = capitals};
    }

    const MatchingInput& input_;
    Findings& findings_;
    std::map<std::string, std::uint32_t> credible_;  // mailboxes that one mailbag alone speaks for
    UserMatching result_{};
    std::set<std::uint32_t> owned_{};
};

}  // namespace

UserMatching match_users(const MatchingInput& input, Findings& findings) { return Matching(input, findings).run(); }

}  // namespace restante::sources
