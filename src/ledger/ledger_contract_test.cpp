// What every database of the ledger promises.
#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>

#include "ledger/test_databases_test.h"

namespace restante::ledger {
namespace {

using namespace std::chrono_literals;

Unit unit_at(std::uint64_t position, const std::string& source = "po") {
    Unit unit;
    unit.run = "r";
    unit.source = source;
    unit.position = position;
    unit.name = "BOX" + std::to_string(position);
    unit.messages = position;
    return unit;
}

Item item_in(ItemState state, const std::string& id, std::uint32_t target = 0) {
    Item item;
    item.item_id = id;
    item.target = target;
    item.item = "Inbox/" + id;
    item.state = state;
    return item;
}

class LedgerContract : public ::testing::TestWithParam<const char*> {
protected:
    LedgerContract() : scratch_(GetParam()), ledger_(scratch_.open()) {
        EXPECT_TRUE(ledger_->begin_run({"r", "/po", {"mbox:out", "pst:out"}, "{}"}));
    }

    void add(std::uint64_t units, const std::string& source = "po") {
        std::vector<Unit> list;
        for (std::uint64_t i = 0; i < units; ++i) list.push_back(unit_at(i, source));
        ASSERT_TRUE(ledger_->add_units(list));
    }
    static Result<std::optional<Claim>> claim_by(Ledger& ledger, const std::string& worker,
                                                 std::chrono::seconds lease = 60s) {
        return ledger.claim({worker, lease, "r", ""});
    }
    Claim claim(const std::string& worker = "w", std::chrono::seconds lease = 60s) {
        auto claimed = claim_by(*ledger_, worker, lease);
        if (!claimed || !*claimed) throw std::runtime_error("nothing to claim");
        return **claimed;
    }
    std::vector<Item> items(std::int64_t unit, std::optional<ItemState> only = std::nullopt) {
        std::vector<Item> list;
        EXPECT_TRUE(ledger_->each_item(unit, only, [&list](const Item& item) {
            list.push_back(item);
            return Result<void>{};
        }));
        return list;
    }

    ScratchLedger scratch_;
    std::unique_ptr<Ledger> ledger_;
};

TEST_P(LedgerContract, RunsAreKeptInTheOrderTheyLastBegan) {
    ASSERT_TRUE(ledger_->begin_run({"s", "/other", {}, "1"}));
    ASSERT_TRUE(ledger_->begin_run({"r", "/po", {"mbox:x"}, "2"}));
    const auto runs = ledger_->runs();
    ASSERT_TRUE(runs);
    ASSERT_EQ(runs->size(), 2U);
    EXPECT_EQ((*runs)[0].id, "s");
    EXPECT_TRUE((*runs)[0].targets.empty());
    EXPECT_EQ((*runs)[1].id, "r");
    EXPECT_EQ((*runs)[1].targets, std::vector<std::string>{"mbox:x"});
    EXPECT_EQ((*runs)[1].settings, "2");
    EXPECT_FALSE(*ledger_->run("nobody"));
    EXPECT_EQ((*ledger_->run("s"))->source, "/other");
}

TEST_P(LedgerContract, UnitsAreHandedOutInOrderAndOnce) {
    add(3);
    for (std::uint64_t i = 0; i < 3; ++i) EXPECT_EQ(claim().unit.position, i);
    EXPECT_FALSE(*claim_by(*ledger_, "w"));
    add(4);  // three of them are there
    EXPECT_EQ(claim().unit.name, "BOX3");
    EXPECT_EQ(ledger_->units("r")->size(), 4U);
}

TEST_P(LedgerContract, ThePreferredSourceComesFirst) {
    add(2, "a");
    add(2, "b");
    const auto claimed = ledger_->claim({"w", 60s, "", "b"});
    ASSERT_TRUE(claimed && *claimed);
    EXPECT_EQ((*claimed)->unit.source, "b");
    EXPECT_EQ(ledger_->claim({"w", 60s, "", "none"}).value()->unit.source, "a");
}

TEST_P(LedgerContract, WhoWorksOnARunGetsItsMailboxesOnly) {
    Unit source = unit_at(0);
    source.kind = UnitKind::source;
    ASSERT_TRUE(ledger_->add_units({&source, 1}));
    EXPECT_FALSE(*claim_by(*ledger_, "w"));
    const auto any = ledger_->claim({"w", 60s, "", ""});
    ASSERT_TRUE(any && *any);
    EXPECT_EQ((*any)->unit.kind, UnitKind::source);
}

TEST_P(LedgerContract, ManyClaimantsNeverGetOneUnitTwice) {
    constexpr std::uint64_t kUnits = 120;
    add(kUnits);
    std::mutex mutex;
    std::multiset<std::uint64_t> taken;
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < 8; ++number)
            threads.emplace_back([&, number] {
                const auto mine = scratch_.open();
                for (;;) {
                    auto claimed = claim_by(*mine, "w" + std::to_string(number));
                    ASSERT_TRUE(claimed) << claimed.error().describe();
                    if (!*claimed) return;
                    ASSERT_TRUE(mine->release(**claimed, UnitState::complete, "{}"));
                    const std::scoped_lock alone(mutex);
                    taken.insert((*claimed)->unit.position);
                }
            });
    }
    EXPECT_EQ(taken.size(), kUnits);
    EXPECT_EQ(std::set<std::uint64_t>(taken.begin(), taken.end()).size(), kUnits);
}

TEST_P(LedgerContract, AnExpiredLeaseIsTakenOverAndItsOwnerRefused) {
    add(1);
    const Claim first = claim("first", 0s);
    std::this_thread::sleep_for(1100ms);
    const Claim second = claim("second");
    EXPECT_EQ(second.unit.id, first.unit.id);
    EXPECT_GT(second.attempt, first.attempt);
    const std::vector<Item> one{item_in(ItemState::intended, "a")};
    const auto conflict = [](const Result<void>& result) { return !result && result.error().code == Errc::conflict; };
    EXPECT_TRUE(conflict(ledger_->intend(first, one)));
    EXPECT_TRUE(ledger_->record(first, one));  // may lag, and then
    EXPECT_TRUE(conflict(ledger_->flush(first)));
    EXPECT_TRUE(conflict(ledger_->extend(first, 60s)));
    EXPECT_TRUE(conflict(ledger_->confirm_sent(first, 0)));
    EXPECT_TRUE(conflict(ledger_->release(first, UnitState::complete, "")));
    EXPECT_TRUE(items(first.unit.id).empty());
    EXPECT_TRUE(ledger_->intend(second, one));
    EXPECT_TRUE(ledger_->release(second, UnitState::complete, "done"));
    EXPECT_TRUE(conflict(ledger_->extend(second, 60s)));
    EXPECT_EQ(ledger_->units("r")->front().result, "done");
}

TEST_P(LedgerContract, TheHeartbeatKeepsALease) {
    add(1);
    const Claim mine = claim("mine", 1s);
    ASSERT_TRUE(ledger_->extend(mine, 60s));
    std::this_thread::sleep_for(2100ms);
    EXPECT_FALSE(*claim_by(*ledger_, "other"));
}

TEST_P(LedgerContract, TheDeadAreBuried) {
    add(2);
    const Claim lost = claim("dead");
    ASSERT_TRUE(*ledger_->take_slot("t", 1, "dead", 60s));
    EXPECT_EQ(*ledger_->workers(), std::vector<std::string>{"dead"});
    EXPECT_TRUE(*ledger_->any_leased());
    ASSERT_TRUE(ledger_->bury("dead"));
    EXPECT_TRUE(ledger_->workers()->empty());
    EXPECT_FALSE(*ledger_->any_leased());
    EXPECT_EQ(claim("alive").unit.id, lost.unit.id);
    EXPECT_TRUE(*ledger_->take_slot("t", 1, "alive", 60s));
}

TEST_P(LedgerContract, ReopeningTakesUpWhatIsNotDone) {
    add(5);
    const UnitState states[] = {UnitState::complete, UnitState::incomplete, UnitState::failed, UnitState::skipped};
    for (const UnitState state : states) ASSERT_TRUE(ledger_->release(claim(), state, ""));
    const Claim held = claim();
    ASSERT_TRUE(ledger_->reopen("r", false));
    EXPECT_EQ(claim().unit.position, 1U);
    EXPECT_EQ(claim().unit.position, 2U);
    EXPECT_FALSE(*claim_by(*ledger_, "w"));
    ASSERT_TRUE(ledger_->reopen("r", true));
    EXPECT_EQ(claim().unit.position, 0U);
    EXPECT_FALSE(*claim_by(*ledger_, "w"));
    EXPECT_TRUE(ledger_->extend(held, 60s));
}

TEST_P(LedgerContract, AMailboxThatComesBackOrAnotherInItsPlaceIsBegunAnew) {
    add(4);
    ASSERT_TRUE(ledger_->release(claim(), UnitState::skipped, ""));
    ASSERT_TRUE(ledger_->release(claim(), UnitState::complete, ""));
    ASSERT_TRUE(ledger_->release(claim(), UnitState::complete, ""));
    const Claim held = claim();
    std::vector<Unit> units{unit_at(0), unit_at(1), unit_at(2), unit_at(3)};
    units[2].name = "ANOTHER";
    units[3].name = "ANOTHER, WHILE SOMEBODY HAS IT";
    ASSERT_TRUE(ledger_->add_units(units));
    EXPECT_EQ(claim().unit.position, 0U);
    EXPECT_EQ(claim().unit.name, "ANOTHER");
    EXPECT_FALSE(*claim_by(*ledger_, "w"));
    EXPECT_TRUE(ledger_->extend(held, 60s));
}

TEST_P(LedgerContract, APlanIsOnRecordUntilSomethingHappens) {
    add(1);
    const Claim mine = claim();
    const std::vector<Item> planned{item_in(ItemState::planned, "a"), item_in(ItemState::planned, "b")};
    ASSERT_TRUE(ledger_->record(mine, planned));
    ASSERT_TRUE(ledger_->intend(mine, std::vector<Item>{item_in(ItemState::intended, "a")}));
    ASSERT_TRUE(ledger_->flush(mine));
    const auto state = [&](std::size_t index) { return items(mine.unit.id).at(index).state; };
    EXPECT_EQ(state(0), ItemState::intended);
    EXPECT_EQ(state(1), ItemState::planned);
    ASSERT_TRUE(ledger_->record(mine, planned));
    ASSERT_TRUE(ledger_->flush(mine));
    EXPECT_EQ(state(0), ItemState::intended) << "a plan takes nothing back";
}

TEST_P(LedgerContract, WhatIsConfirmedIsNeverIntendedAgain) {
    add(1);
    const Claim mine = claim();
    ASSERT_TRUE(
        ledger_->intend(mine, std::vector<Item>{item_in(ItemState::intended, "a"), item_in(ItemState::intended, "b")}));
    Item done = item_in(ItemState::confirmed, "a");
    done.size = 12;
    done.sha256 = "abc";
    done.place = "UID 7";
    ASSERT_TRUE(ledger_->record(mine, {&done, 1}));
    ASSERT_TRUE(
        ledger_->intend(mine, std::vector<Item>{item_in(ItemState::intended, "a"), item_in(ItemState::intended, "b")}));
    const auto all = items(mine.unit.id);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].state, ItemState::confirmed);
    EXPECT_EQ(all[0].place, "UID 7");
    EXPECT_EQ(all[0].size, 12U);
    EXPECT_EQ(all[0].sha256, "abc");
    EXPECT_EQ(all[1].state, ItemState::intended);
    EXPECT_EQ(items(mine.unit.id, ItemState::intended).size(), 1U);
}

TEST_P(LedgerContract, SentItemsOfATargetAreConfirmedTogether) {
    add(1);
    const Claim mine = claim();
    std::vector<Item> sent;
    for (int i = 0; i < 7'000; ++i) sent.push_back(item_in(ItemState::sent, std::to_string(i), i % 2 == 0 ? 0 : 1));
    for (const Item& item : sent) ASSERT_TRUE(ledger_->record(mine, {&item, 1}));
    const Item failed = item_in(ItemState::failed, "f");
    ASSERT_TRUE(ledger_->record(mine, {&failed, 1}));
    ASSERT_TRUE(ledger_->confirm_sent(mine, 0));
    std::map<std::string, std::uint64_t> counts;
    const auto states = ledger_->item_states("r");
    ASSERT_TRUE(states);
    for (const StateCount& one : *states) counts[one.state] = one.count;
    EXPECT_EQ(counts, (std::map<std::string, std::uint64_t>{{"confirmed", 3'500}, {"failed", 1}, {"sent", 3'500}}));
    // A state that changes while it is buffered counts once.
    const Item again = item_in(ItemState::confirmed, "f");
    ASSERT_TRUE(ledger_->record(mine, std::vector<Item>{failed, again}));
    ASSERT_TRUE(ledger_->release(mine, UnitState::complete, ""));
    EXPECT_TRUE(items(mine.unit.id, ItemState::failed).empty());
}

TEST_P(LedgerContract, WhatIsWrittenTogetherIsThereAltogetherOrNotAtAll) {
    add(2);
    const Claim mine = claim();
    const Item one = item_in(ItemState::confirmed, "a");
    ASSERT_TRUE(ledger_->record(mine, {&one, 1}));
    const auto end = [&](bool succeed) -> Result<void> {
        TRY_VOID(ledger_->event("r", "ended", ""));
        TRY_VOID(ledger_->release(mine, UnitState::complete, "{}"));
        return succeed ? Result<void>{} : fail(Errc::io, "no");
    };
    EXPECT_FALSE(ledger_->together([&] { return end(false); }));
    EXPECT_TRUE(ledger_->events("r", 0)->empty());
    EXPECT_TRUE(items(mine.unit.id).empty());
    EXPECT_EQ(ledger_->units("r")->front().state, UnitState::leased);
    ASSERT_TRUE(ledger_->together([&] { return end(true); }));
    EXPECT_EQ(ledger_->events("r", 0)->size(), 1U);
    EXPECT_EQ(items(mine.unit.id).size(), 1U);  // what was recorded before the first try, too
    EXPECT_EQ(ledger_->units("r")->front().state, UnitState::complete);
    EXPECT_FALSE(ledger_->together([&] { return ledger_->release(mine, UnitState::failed, ""); }));
    EXPECT_TRUE(claim_by(*ledger_, "next")->has_value());  // and it goes on working
}

TEST_P(LedgerContract, NotesAreReplacedAndEventsOnlyGrow) {
    Note note;
    note.kind = NoteKind::loss;
    note.code = "MMF-012";
    note.item = "Inbox/3";
    note.target = "0";
    note.offset = 0xFFFFFFFFFFULL;
    note.text = "text";
    note.count = 9;
    ASSERT_TRUE(ledger_->replace_notes("r", 0, std::vector<Note>(3, note)));
    ASSERT_TRUE(ledger_->replace_notes("r", 0, {&note, 1}));
    const auto notes = ledger_->notes("r", 0);
    ASSERT_TRUE(notes && notes->size() == 1);
    EXPECT_EQ(notes->front().kind, NoteKind::loss);
    EXPECT_EQ(notes->front().offset, note.offset);
    EXPECT_EQ(notes->front().count, 9U);
    EXPECT_EQ(notes->front().target, "0");

    ASSERT_TRUE(ledger_->event("r", "begun", "here"));
    ASSERT_TRUE(ledger_->event("r", "finished", ""));
    const auto events = ledger_->events("r", 0);
    ASSERT_TRUE(events && events->size() == 2);
    EXPECT_EQ(events->front().kind, "begun");
    EXPECT_EQ(events->front().at.size(), std::string("2026-11-29T01:16:21.758Z").size()) << events->front().at;
    EXPECT_EQ(ledger_->events("r", events->front().sequence)->size(), 1U);

    ASSERT_TRUE(ledger_->keep("r", "x", "1"));
    ASSERT_TRUE(ledger_->keep("r", "x", "2"));
    EXPECT_EQ(*ledger_->kept("r", "x"), "2");
    EXPECT_FALSE(*ledger_->kept("r", "y"));
    ASSERT_TRUE(ledger_->add_source_files("r", std::vector<SourceFile>{{"b", 1, "x"}, {"a", 2, "y"}}));
    ASSERT_TRUE(ledger_->add_source_files("r", std::vector<SourceFile>{{"b", 3, "z"}}));
    const auto files = ledger_->source_files("r");
    ASSERT_TRUE(files && files->size() == 2);
    EXPECT_EQ(files->front().path, "a");
    EXPECT_EQ(files->back().sha256, "z");
}

TEST_P(LedgerContract, TextsOfAllKindsComeBack) {
    const std::string long_text(1'000'000, 'x');
    const struct {
        std::string given, kept;
    } cases[] = {{"", ""},
                 {"it's \"quoted\" ; -- $1 ?", "it's \"quoted\" ; -- $1 ?"},
                 {"Z\u00fcrich \u20ac \U0001F4E7", "Z\u00fcrich \u20ac \U0001F4E7"},
                 {std::string("a\0b", 3), "a\\x00b"},
                 {"bad \xff\xfe end\xc3", "bad \\xFF\\xFE end\\xC3"},
                 {long_text, long_text}};
    for (const auto& one : cases) {
        ASSERT_TRUE(ledger_->keep("r", "text", one.given));
        EXPECT_EQ(*ledger_->kept("r", "text"), one.kept);
    }
}

TEST_P(LedgerContract, SlotsNeverExceedTheCap) {
    constexpr int kCap = 3;
    std::atomic<int> held{0}, most{0}, taken{0};
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < 8; ++number)
            threads.emplace_back([&, number] {
                const auto mine = scratch_.open();
                const std::string worker = "w" + std::to_string(number);
                for (int round = 0; round < 15; ++round) {
                    const auto slot = mine->take_slot("imap://host", kCap, worker, 60s);
                    ASSERT_TRUE(slot) << slot.error().describe();
                    if (!*slot) continue;
                    ++taken;
                    const int now = ++held;
                    for (int before = most; now > before && !most.compare_exchange_weak(before, now);) {
                    }
                    --held;
                    ASSERT_TRUE(mine->release_slot("imap://host", worker));
                }
            });
    }
    EXPECT_LE(most, kCap);
    EXPECT_GT(taken, kCap);
    EXPECT_TRUE(*ledger_->take_slot("imap://host", 1, "a", 0s));
    EXPECT_FALSE(*ledger_->take_slot("imap://host", 1, "b", 60s));
    EXPECT_TRUE(*ledger_->take_slot("imap://host", 1, "a", 0s));  // its own
    std::this_thread::sleep_for(1100ms);
    EXPECT_TRUE(*ledger_->take_slot("imap://host", 1, "b", 60s));
}

TEST_P(LedgerContract, EverythingIsThereAfterOpeningAgain) {
    add(2);
    const Claim mine = claim();
    const Item one = item_in(ItemState::confirmed, "a");
    ASSERT_TRUE(ledger_->record(mine, {&one, 1}));
    ASSERT_TRUE(ledger_->release(mine, UnitState::incomplete, "{}"));
    ledger_ = scratch_.open();
    EXPECT_EQ(ledger_->units("r")->at(0).state, UnitState::incomplete);
    EXPECT_EQ(items(mine.unit.id).size(), 1U);
    EXPECT_EQ(ledger_->units("r")->at(0).attempt, 1U);
}

INSTANTIATE_TEST_SUITE_P(Databases, LedgerContract, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace restante::ledger
