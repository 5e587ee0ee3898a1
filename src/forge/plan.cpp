#include "forge/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "forge/people.h"
#include "forge/words.h"

namespace restante::forge {
namespace {

constexpr std::array<std::string_view, 6> kNetworks{"ACME", "GLOBEX", "NORDWIND", "INITECH", "UMBRA", "LACTEE"};
constexpr std::array<std::string_view, 5> kPostoffices{"HQ", "BERLIN", "LYON", "PO1", "NORTH"};
constexpr std::array<std::string_view, 3> kWorkgroups{"WORKGROUP", "SALES TEAM", "BUERO"};
constexpr std::array<std::string_view, 3> kComputers{"SERVER-1", "P5_90", "EMPFANG"};
constexpr std::uint8_t kNativeNetwork = 0x02, kMailGateway = 0x10, kFileGateway = 0x64;  // types of NETWORK.GLB

class Planner {
public:
    explicit Planner(const Options& options)
        : people_(Random(options.seed, Stream::people)),
          plan_{.options = options},
          random_(options.seed, Stream::numbers) {
        Random random(options.seed, Stream::kind);
        const bool retail = random.chance(50);
        plan_.kind = options.kind.value_or(retail ? PostofficeKind::retail : PostofficeKind::workgroup);
        plan_.network = plan_.retail() ? random.pick(kNetworks) : random.pick(kWorkgroups);
        plan_.postoffice = plan_.retail() ? random.pick(kPostoffices) : random.pick(kComputers);
        tid_ = 0x1000 + random.below(0x1000);
    }

    Plan run() {
        for (const char* name : {"ADMIN", "ADMINSCH", "POSTMASTER", "SYSTEM", "SPECIAL"}) people_.reserve(name);
        make_accounts();
        make_twins();
        for (std::size_t i = 0; i < plan_.accounts.size(); ++i)
            if (!plan_.accounts[i].deleted) plan_.live.push_back(i);
        if (plan_.retail()) {
            make_externals();
            make_groups();
        }
        make_folders();
        plan_.next_mailbag = hexid_ + 1 + random_.below(4);
        plan_.last_tid = tid_;
        return std::move(plan_);
    }

private:
    std::uint32_t next_tid() { return tid_ += 1 + random_.below(3); }

    Account account() {
        const Person person = people_.next();
        return {.mailbox = person.mailbox, .full_name = person.full_name};
    }

    // Hexids follow the order in which accounts were made, records need not: those of deleted accounts are used again.
    void make_accounts() {
        const std::size_t users = plan_.options.users;
        std::vector<std::size_t> reusable;
        for (std::size_t made = 0; made < users;) {
            Account one = account();
            if (made == 0 && plan_.retail()) {
                one.mailbox = "Admin";
                one.full_name = "Administrator";
            }
            // The own network of a retail postoffice has number 1.
            hexid_ = made == 0 && plan_.accounts.empty() ? 0 : std::max(hexid_ + 1 + random_.below(3), 2U);
            one.hexid = hexid_;
            one.tid = next_tid();
            equip(one, made);
            const std::size_t left = kMostUsers - plan_.accounts.size();
            const bool first = made == 3 && plan_.accounts.size() == made;  // at least one of them in most postoffices
            const bool deleted = made > 0 && (random_.chance(8) || first) && left > users - made;
            if (deleted) {
                one.deleted = true;
                one.files_left = random_.chance(30);
                plan_.accounts.push_back(one);
                if (random_.chance(40) && !first) reusable.push_back(plan_.accounts.size() - 1);
                continue;
            }
            ++made;
            if (!reusable.empty() && random_.chance(50)) {
                plan_.accounts[reusable.back()] = one;
                reusable.pop_back();
            } else {
                plan_.accounts.push_back(one);
            }
        }
    }

    void equip(Account& one, std::size_t made) {
        static constexpr std::array<Client, 10> kShares{
            Client::windows,       Client::dos,           Client::windows, Client::windows_local, Client::dos,
            Client::windows_local, Client::windows_local, Client::windows, Client::dos,           Client::none};
        // A manager of a workgroup postoffice has his mail on his disk; the first accounts show one client each.
        one.client = made < 4 ? kShares.at(made) : random_.pick(kShares);
        one.shadows = one.has_store() && (made == 0 || random_.chance(40));
        one.settings = one.has_store() && random_.chance(60);
        one.backup = one.client == Client::windows && random_.chance(20);
        one.calendar = random_.chance(30);
        one.personal_list = one.client == Client::dos;
        one.phone = fmt::format("555-{:04}", random_.below(10'000));
        one.office = fmt::format("{}/{}", 1 + random_.below(9), 100 + random_.below(300));
        one.department = random_.pick(words::departments());
        if (random_.chance(30)) one.notes = fmt::format("Since {}", 1988 + random_.below(8));
    }

    // Some are called what another's mailbox is called, or what somebody else is called.
    void make_twins() {
        std::vector<Account>& accounts = plan_.accounts;
        for (std::size_t i = 3; i < accounts.size(); ++i)
            if (random_.below(25) == 0) accounts[i].full_name = accounts[random_.below(i)].mailbox;
        if (accounts.size() > 4) accounts[4].full_name = accounts[2].mailbox;
    }

    void make_externals() {
        Random random(plan_.options.seed, Stream::externals);
        People strangers(Random(plan_.options.seed, Stream::externals, 1));
        plan_.networks.push_back({plan_.network, kNativeNetwork, 1, 0});
        const auto mailbag = [&] { return hexid_ += 1 + random.below(2); };
        const auto postoffice = [&](const std::string& network, const std::string& name) {
            ExternalPostoffice one{network, name, mailbag(), {}};
            const std::size_t users = 2 + random.below(4);
            for (std::size_t i = 0; i < users; ++i) {
                const Person person = strangers.next();
                one.users.push_back({person.mailbox, person.full_name, next_tid(), random.chance(50)});
            }
            plan_.externals.push_back(std::move(one));
        };
        postoffice(plan_.network, "BRANCH");
        for (const std::string_view network : kNetworks) {
            if (network == plan_.network || random.chance(60)) continue;
            const std::uint32_t number = mailbag();
            plan_.networks.push_back({std::string(network), kNativeNetwork, number, 0});
            postoffice(std::string(network), std::string(random.pick(kPostoffices)));
        }
        plan_.networks.push_back({"MSMAIL", kMailGateway, 0, mailbag()});
        plan_.networks.push_back({"FFAPI", kFileGateway, 0, mailbag()});
    }

    void make_groups() {
        Random random(plan_.options.seed, Stream::groups);
        const std::size_t count = std::min(words::departments().size(), 1 + plan_.options.users / 8);
        for (std::size_t i = 0; i < count; ++i) {
            Group group{
                fmt::format("Group {}", words::departments()[i]), fmt::format("GRP{}", i + 1), next_tid(), {}, {}};
            for (const std::size_t record : plan_.live)
                if (random.chance(30)) group.members.push_back(record);
            if (group.members.empty()) group.members.push_back(plan_.live.front());
            for (std::size_t office = 0; office < plan_.externals.size(); ++office)
                for (std::size_t user = 0; user < plan_.externals[office].users.size(); ++user)
                    if (plan_.externals[office].users[user].listed && random.chance(30))
                        group.externals.emplace_back(office, user);
            plan_.groups.push_back(std::move(group));
        }
    }

    void make_folders() {
        Random random(plan_.options.seed, Stream::folders);
        plan_.first_folder_file = 0x00000100 + random.below(0x10000);
        const std::size_t count = 2 + std::min<std::size_t>(4, plan_.options.users / 10);
        for (std::size_t i = 0; i < count; ++i)
            plan_.folders.push_back({fmt::format("Shared {}", words::folders()[i]),
                                     i % 3 == 2 ? "" : fmt::format("Comment {}", i + 1), random.pick(plan_.live),
                                     plan_.retail() && i % 2 == 1});
    }

    People people_;
    Plan plan_;
    Random random_;
    std::uint32_t hexid_ = 0, tid_ = 0;
};

}  // namespace

Details Account::details() const {
    Details all{
        {"Phone #1", phone}, {"Phone #2", ""}, {"Office", office}, {"Department", department}, {"Notes", notes}};
    return all;
}

Plan make_plan(const Options& options, bool store_only) {
    Plan plan = Planner(options).run();
    plan.store_only = store_only;
    return plan;
}

std::string objection(const Options& options, bool store) {
    const std::size_t most = store ? kMostStoreMessages : options.users * kMostMessagesPerUser;
    if (options.users < 1 || options.users > kMostUsers)
        return fmt::format("a postoffice has 1 to {} users", kMostUsers);
    if (options.message_count() > most)
        return store ? fmt::format("a message file of ours holds at most {} messages", most)
                     : fmt::format("{} users hold at most {} messages", options.users, most);
    if (options.message_size.value_or(1) < 1 || options.message_size.value_or(1) > kLongestMessage)
        return fmt::format("a text has 1 to {} bytes", kLongestMessage);
    const std::size_t attachment = options.attachment_size.value_or(kSmallestAttachment);
    if (attachment < kSmallestAttachment || attachment > kLargestAttachment)
        return fmt::format("an attachment has {} to {} bytes", kSmallestAttachment, kLargestAttachment);
    if (store && (!options.damage.empty() || options.layout != Options{}.layout))
        return "layout and damage are for postoffices, not for a message file";
    return {};
}

}  // namespace restante::forge
