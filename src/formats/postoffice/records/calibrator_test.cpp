#include "formats/postoffice/records/calibrator.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "formats/postoffice/records/candidates.h"
#include "formats/postoffice/records/generated_postoffice_test.h"
#include "formats/postoffice/records/user_list.h"

namespace restante::postoffice {
namespace {

using generated::Choices;
using generated::Filler;
using generated::Postoffice;
using generated::Tids;

const CandidateLayouts& hidden_layouts() {
    static const CandidateLayouts kLayouts = candidate_layouts(RecordFile::access2);
    return kLayouts;
}

struct Outcome {
    std::size_t pairs = 0;  // hexid and mailbox known
    std::size_t wrong = 0;  // a hexid with another user's mailbox or full name
    std::string first_wrong{};
    UserCalibration calibration{};
};

Outcome outcome_of(const Postoffice& postoffice) {
    Outcome outcome;
    outcome.calibration =
        calibrate_users(postoffice.access2(), postoffice.names(), postoffice.facts, generated::cipher());
    Findings findings;
    const auto users = list_users(postoffice.access2(), postoffice.names(), outcome.calibration, postoffice.facts,
                                  generated::cipher(), findings);
    const auto owners = postoffice.by_hexid();
    std::set<std::string> mailboxes, full_names;
    for (const auto& user : postoffice.users) {
        mailboxes.insert(comparable_text(user.mailbox));
        full_names.insert(comparable_text(user.full_name));
    }
    for (const PostofficeUser& user : users) {
        if (!user.hexid) continue;
        const generated::User& owner = *owners.at(*user.hexid);
        const auto is_other = [](const std::optional<std::string>& found, const std::string& truth,
                                 const std::set<std::string>& all) {
            return found && comparable_text(*found) != comparable_text(truth) && all.contains(comparable_text(*found));
        };
        if (is_other(user.mailbox, owner.mailbox, mailboxes) || is_other(user.full_name, owner.full_name, full_names)) {
            ++outcome.wrong;
            outcome.first_wrong = fmt::format("record {}: {:08X} is {}, not {}", user.record, *user.hexid,
                                              owner.mailbox, user.mailbox.value_or("?"));
        }
        if (user.mailbox && comparable_text(*user.mailbox) == comparable_text(owner.mailbox)) ++outcome.pairs;
    }
    return outcome;
}

std::string described(std::size_t layout, const Choices& choices) {
    return fmt::format("layout {} users {} seed {} tids {} filler {} addressed {} accounts {}", layout, choices.users,
                       choices.seed, static_cast<int>(choices.tids), static_cast<int>(choices.filler),
                       choices.addressed, choices.accounts);
}

std::string evidence(const Calibration& calibration) {
    std::string text;
    for (const FieldProof& proof : calibration.proofs)
        text += fmt::format("\n  {} at {}: {}, {} confirm, {} contradict, {} mean something else at {}", proof.field,
                            proof.best.offset, name_of(proof.verdict), proof.confirmed, proof.contradicted, proof.rival,
                            proof.rival_place.offset);
    return text;
}

class Calibrator : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Sizes, Calibrator, ::testing::Values(1, 3, 50, 500));

std::size_t layouts_to_try(std::size_t users) { return users >= 500 ? 24 : users >= 50 ? 144 : 576; }

// Walks over all candidates in large steps that share no factor with their number, so that every form and order comes.
template <class Use>
void for_hidden_layouts(std::size_t users, Use use) {
    constexpr std::size_t kStep = 7919;
    const std::size_t count = count_of(hidden_layouts());
    for (std::size_t i = 0; i < layouts_to_try(users); ++i) use(i, (i * kStep + users) % count);
}

// Among three users one number can name another's mailbag by chance (the end of a password does): then nothing is said.
TEST_P(Calibrator, CleanPostofficesAreUnderstood) {
    std::size_t by_chance = 0;
    for_hidden_layouts(GetParam(), [&](std::size_t i, std::size_t layout) {
        Choices choices{.users = GetParam(), .seed = static_cast<std::uint32_t>(i)};
        choices.tids = i % 2 == 0 ? Tids::high : Tids::random;
        choices.filler = std::array{Filler::zeros, Filler::random}.at(i / 2 % 2);
        const RecordLayout hidden = layout_number(hidden_layouts(), layout);
        const Outcome outcome = outcome_of(Postoffice(hidden, choices));
        const Calibration& access2 = outcome.calibration.access2;
        EXPECT_EQ(outcome.wrong, 0U) << described(layout, choices) << outcome.first_wrong;
        if (GetParam() < 3) return;
        const FieldProof& hexid = *access2.find("hexid");
        if (GetParam() == 3 && (hexid.verdict == Verdict::ambiguous || !access2.find("tid")->proved())) {
            ++by_chance;
            return;
        }
        EXPECT_EQ(outcome.pairs, GetParam()) << described(layout, choices) << evidence(access2);
        for (const char* const field : {"mailbox", "full name", "hexid", "tid"}) {
            ASSERT_TRUE(access2.find(field)->proved()) << field << described(layout, choices) << evidence(access2);
            EXPECT_EQ(access2.layout.find(field)->offset, hidden.find(field)->offset)
                << field << described(layout, choices) << evidence(access2);
        }
    });
    EXPECT_LE(by_chance, layouts_to_try(GetParam()) / 50);
}

TEST_P(Calibrator, NoMailGoesToAnotherUserWhateverTheDamage) {
    std::size_t understood = 0;
    for_hidden_layouts(GetParam(), [&](std::size_t i, std::size_t layout) {
        Choices choices{.users = GetParam(), .seed = static_cast<std::uint32_t>(1000 + i), .damage = true};
        choices.tids = static_cast<Tids>(i % 4);
        choices.filler = static_cast<Filler>(i / 4 % 4);
        choices.addressed = std::array{1.0, 0.7, 0.3}.at(i / 16 % 3);
        choices.accounts = std::array{0.0, 0.3, 0.6}.at(i / 48 % 3);
        const Postoffice postoffice(layout_number(hidden_layouts(), layout), choices);
        const Outcome outcome = outcome_of(postoffice);
        EXPECT_EQ(outcome.wrong, 0U) << described(layout, choices) << ": " << outcome.first_wrong;
        if (outcome.pairs > 0) ++understood;
    });
    if (GetParam() >= 50) {
        EXPECT_GT(understood, layouts_to_try(GetParam()) / 4);  // half of them have numbers made to deceive
    }
}

// Numbers that run in parallel with the hexids, one off: without another witness nobody can tell, with one we can.
TEST(CalibratorWitness, AccountsTellHexidsFromOtherNumbers) {
    const std::size_t layout = 4321;
    Choices choices{.users = 50, .seed = 7, .tids = Tids::other_hexids};
    const Outcome alone = outcome_of(Postoffice(layout_number(hidden_layouts(), layout), choices));
    EXPECT_EQ(alone.calibration.access2.find("hexid")->verdict, Verdict::ambiguous);
    EXPECT_EQ(alone.pairs, 0U);
    choices.accounts = 0.3;
    const Outcome witnessed = outcome_of(Postoffice(layout_number(hidden_layouts(), layout), choices));
    EXPECT_TRUE(witnessed.calibration.access2.find("hexid")->proved());
    EXPECT_EQ(witnessed.pairs, 50U);
    EXPECT_EQ(witnessed.wrong, 0U);
}

RC_GTEST_PROP(CalibratorProperty, RightOrUnknownNeverWrong, ()) {
    Choices choices;
    const auto layout = *rc::gen::inRange<std::size_t>(0, count_of(hidden_layouts()));
    choices.users = *rc::gen::element<std::size_t>(1, 2, 3, 5, 50);
    choices.seed = *rc::gen::arbitrary<std::uint32_t>();
    choices.damage = *rc::gen::arbitrary<bool>();
    choices.tids = static_cast<Tids>(*rc::gen::inRange(0, 4));
    choices.filler = static_cast<Filler>(*rc::gen::inRange(0, 4));
    choices.addressed = *rc::gen::element(0.0, 0.2, 0.5, 1.0);
    choices.accounts = *rc::gen::element(0.0, 0.2, 1.0);
    const Outcome outcome = outcome_of(Postoffice(layout_number(hidden_layouts(), layout), choices));
    if (outcome.wrong != 0) RC_LOG() << described(layout, choices) << ": " << outcome.first_wrong;
    RC_ASSERT(outcome.wrong == 0U);
}

TEST(CalibratorNames, FindsTheNumbersOfTheAddressList) {
    for (const std::uint32_t seed : {3U, 4U, 5U}) {
        const Postoffice postoffice(layout_number(hidden_layouts(), 99), {.users = 50, .seed = seed});
        const Outcome outcome = outcome_of(postoffice);
        const std::array<const char*, 3> fields{"tid", "place", "hexid"};
        for (std::size_t i = 0; i < 3; ++i) {
            const Field* const field = outcome.calibration.names.layout.find(fields.at((i + seed) % 3));
            ASSERT_NE(field, nullptr) << seed;
            EXPECT_EQ(field->offset, 33 + (4 * i)) << seed;
        }
    }
}

TEST(CalibratorState, DeletedUsersShowTheFlagAndItsMeaning) {
    const RecordLayout hidden = layout_number(hidden_layouts(), 20000);
    for (const std::uint32_t seed : {10U, 11U}) {
        Postoffice postoffice(hidden, {.users = 50, .seed = seed});
        // Ten users are deleted: their records say so, their files are gone.
        RecordTable table = postoffice.access2();
        const auto live = static_cast<std::uint8_t>(seed % 2 == 0 ? 1 : 0);
        for (std::size_t i = 5; i < 15; ++i) {
            table.record(i)[hidden.find("state")->offset] = live == 1 ? 0 : 1;
            postoffice.facts.mailbags.erase(postoffice.users[i].hexid);
        }
        const auto calibration = calibrate_users(table, postoffice.names(), postoffice.facts, generated::cipher());
        const Field* const state = calibration.access2.layout.find("state");
        ASSERT_NE(state, nullptr);
        EXPECT_EQ(state->offset, hidden.find("state")->offset);
        EXPECT_EQ(state->live, live);
    }
}

TEST(CalibratorState, AFlagThatNeverChangesIsNotBelieved) {
    const Outcome outcome = outcome_of(Postoffice(layout_number(hidden_layouts(), 1), {.users = 50}));
    EXPECT_EQ(outcome.calibration.access2.find("state")->verdict, Verdict::too_few);
    EXPECT_EQ(outcome.calibration.access2.layout.find("state"), nullptr);
}

// The files that have no facts of their own to offer are proved by the names other files hold.
TEST(CalibratorOtherFiles, NamesOfOtherFilesProveGroupsAndExternals) {
    const struct {
        RecordFile file;
        std::vector<std::string> texts;
        std::string number;
    } cases[]{{RecordFile::net_po, {"network", "postoffice", "mailbox"}, "mailbag"},
              {RecordFile::group, {"alias", "address"}, "tid"},
              {RecordFile::external_users, {"mailbox", "alias"}, "tid"}};
    for (const auto& example : cases) {
        const CandidateLayouts layouts = candidate_layouts(example.file);
        for (std::size_t index = 0; index < count_of(layouts); index += 997) {
            const RecordLayout hidden = layout_number(layouts, index);
            RecordTable table = RecordTable::empty(hidden);
            NamedFacts facts;
            for (const std::string& name : example.texts) facts.push_back({name, {}});
            facts.push_back({example.number, {.unique = true}});
            for (std::uint32_t i = 0; i < 6; ++i) {
                const MutableBytes record = table.record(table.append());
                for (auto& [name, known] : facts) {
                    const Field& field = *hidden.find(name);
                    if (name == example.number) {
                        ASSERT_TRUE(write_number(field, record, 0x1234 + i));
                        known.known.insert(hexid_text(0x1234 + i));
                    } else {
                        const std::string text = fmt::format("{}{}", name.substr(0, 4), i);
                        ASSERT_TRUE(write_text(field, record, text));
                        known.known.insert(comparable_text(text));
                    }
                }
            }
            const Calibration found = calibrate(table.with_layout(layouts.base), layouts, facts);
            for (const auto& [name, known] : facts) {
                const Field* const field = found.layout.find(name);
                ASSERT_NE(field, nullptr) << hidden.name << " " << index << " " << name;
                EXPECT_EQ(field->offset, hidden.find(name)->offset) << hidden.name << " " << index << " " << name;
            }
            const Calibration weighed = weigh(table, hidden, facts);
            EXPECT_TRUE(std::ranges::all_of(weighed.proofs, &FieldProof::proved)) << hidden.name << " " << index;
            EXPECT_EQ(weighed.layout, hidden);
        }
    }
}

TEST(CalibratorOtherFiles, TheOrderOfGroupMembersFollowsFromTheTidsThereAre) {
    const CandidateLayouts layouts = candidate_layouts(RecordFile::group_chain);
    for (std::size_t index = 0; index < count_of(layouts); ++index) {
        const RecordLayout hidden = layout_number(layouts, index);
        RecordTable table = RecordTable::empty(hidden);
        FieldFacts tids{.complete = true}, places{.complete = true};
        for (std::uint32_t i = 0; i < 9; ++i) {
            const std::size_t record = table.append();
            ASSERT_TRUE(write_number(*hidden.find("tid"), table.record(record), 0x101 + i));
            const std::uint32_t next = i == 8 ? 0 : static_cast<std::uint32_t>(table.offset_of(record + 1));
            ASSERT_TRUE(write_number(*hidden.find("next"), table.record(record), next));
            tids.known.insert(hexid_text(0x101 + i));
            places.known.insert(hexid_text(next));
        }
        const Calibration found = calibrate(table, layouts, {{"tid", tids}, {"next", places}});
        ASSERT_NE(found.layout.find("next"), nullptr);
        EXPECT_EQ(found.layout.find("tid")->offset, hidden.find("tid")->offset);
    }
}

TEST(CalibratorEmpty, NothingIsProvedByNothing) {
    const RecordTable access2 = RecordTable::empty(known_layout(RecordFile::access2));
    const RecordTable names = RecordTable::empty(known_layout(RecordFile::name_list));
    const UserCalibration calibration = calibrate_users(access2, names, {});
    EXPECT_TRUE(calibration.access2.layout.fields.empty());
    for (const FieldProof& proof : calibration.access2.proofs) {
        EXPECT_FALSE(proof.proved()) << proof.field;
        EXPECT_EQ(proof.confidence(), 0U);
    }
}

}  // namespace
}  // namespace restante::postoffice
