// kill -9 at any instant of a writer: what intend() said is on record is there, and the ledger goes on working.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "ledger/test_databases_test.h"

namespace restante::ledger {
namespace {

using namespace std::chrono_literals;

// In the child: item after item, each told to the parent once it is on record.
[[noreturn]] void write_until_killed(const std::string& place, int told) {
    auto ledger = open_ledger(place);
    if (!ledger) ::_exit(1);
    auto claim = (*ledger)->claim({"child", 60s, "r", ""});
    if (!claim || !*claim) ::_exit(2);
    for (std::int32_t number = 0;; ++number) {
        Item item;
        item.item_id = std::to_string(number);
        item.state = ItemState::intended;
        if (!(*ledger)->intend(**claim, {&item, 1})) ::_exit(3);
        if (::write(told, &number, sizeof number) != sizeof number) ::_exit(4);
        item.state = ItemState::confirmed;
        if (!(*ledger)->record(**claim, {&item, 1})) ::_exit(5);
    }
}

void kill_once(const std::string& place, std::chrono::microseconds after) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) write_until_killed(place, pipe[1]);
    ::close(pipe[1]);
    std::int32_t last = -1;
    ASSERT_EQ(::read(pipe[0], &last, sizeof last), static_cast<ssize_t>(sizeof last));  // it is at work
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    for (std::int32_t number = 0; ::read(pipe[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number);)
        last = number;
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);

    auto ledger = open_ledger(place);
    ASSERT_TRUE(ledger) << ledger.error().describe();
    ASSERT_TRUE((*ledger)->bury("child"));
    auto claim = (*ledger)->claim({"parent", 60s, "r", ""});
    ASSERT_TRUE(claim && *claim);
    std::set<std::string> there;
    ASSERT_TRUE((*ledger)->each_item((*claim)->unit.id, std::nullopt, [&there](const Item& item) {
        there.insert(item.item_id);
        return Result<void>{};
    }));
    for (std::int32_t number = 0; number <= last; ++number)
        ASSERT_TRUE(there.contains(std::to_string(number))) << number << " of " << last;
    ASSERT_TRUE((*ledger)->release(**claim, UnitState::planned, ""));
}

class KilledWriter : public ::testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(KilledWriter, LosesNothingThatWasPromised) {
    const auto [kind, times] = GetParam();
    const ScratchLedger scratch(kind);
    {
        const auto ledger = scratch.open();
        ASSERT_TRUE(ledger->begin_run({"r", "/po", {}, ""}));
        Unit unit;
        unit.run = "r";
        ASSERT_TRUE(ledger->add_units({&unit, 1}));
    }
    std::mt19937 random(7);
    for (int i = 0; i < times && !HasFatalFailure(); ++i)
        kill_once(scratch.place(), std::chrono::microseconds(std::uniform_int_distribution<int>(0, 6000)(random)));
}

INSTANTIATE_TEST_SUITE_P(Databases, KilledWriter,
                         ::testing::Values(std::pair("sqlite", 200), std::pair("postgresql", 40)),
                         [](const auto& one) { return std::string(one.param.first); });

}  // namespace
}  // namespace restante::ledger
