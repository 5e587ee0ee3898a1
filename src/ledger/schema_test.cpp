#include "ledger/schema.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/test_databases_test.h"

namespace restante::ledger {
namespace {

class SchemaTest : public ::testing::TestWithParam<const char*> {
protected:
    [[nodiscard]] std::unique_ptr<Database> database() const {
        const std::string& place = scratch_.place();
        auto opened = place.starts_with("postgresql://") ? open_postgres(place) : open_sqlite(place);
        if (!opened) throw std::runtime_error(opened.error().describe());
        return std::move(*opened);
    }
    ScratchLedger scratch_{GetParam()};
};

TEST_P(SchemaTest, AnOlderLedgerIsBroughtUpToDateWithWhatItHolds) {
    {
        const auto old = database();
        ASSERT_TRUE(old->run(in_dialect("CREATE TABLE schema_version (version {integer} NOT NULL)", old->dialect())));
        ASSERT_TRUE(apply_step(*old, 1));
        ASSERT_TRUE(old->run("INSERT INTO schema_version (version) VALUES (1)"));
        ASSERT_TRUE(old->run("INSERT INTO run (id, turn, source, targets, settings) VALUES ('r', 1, 's', '', '')"));
    }
    const auto ledger = scratch_.open();
    EXPECT_EQ((*ledger->run("r"))->source, "s");
    EXPECT_TRUE(ledger->keep("r", "name", "text"));  // a table of version 2
}

TEST_P(SchemaTest, ANewerLedgerIsRefusedUntouched) {
    (void)scratch_.open();
    ASSERT_TRUE(database()->run("INSERT INTO schema_version (version) VALUES ($1)", {newest_version() + 1}));
    const auto refused = open_ledger(scratch_.place());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unsupported);
}

INSTANTIATE_TEST_SUITE_P(Databases, SchemaTest, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& one) { return std::string(one.param); });

TEST(OpenLedger, RefusesWhatIsNone) {
    const ScratchLedger scratch("sqlite");
    std::ofstream(scratch.place()) << "This is a letter to my mother, long enough to be looked at by anybody.\n"
                                   << std::string(4096, '-');
    const auto refused = open_ledger(scratch.place());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::bad_magic);
}

TEST(OpenLedger, NobodyAnswers) {
    const auto refused = open_ledger("postgresql://restante:secret-word@127.0.0.1:1/none");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::unreachable);
    EXPECT_EQ(refused.error().describe().find("secret-word"), std::string::npos) << refused.error().describe();
}

// Claims stay fast however many units there are, since none of them reads a table from end to end.
TEST(Schema, ClaimsAreLookedUpByIndex) {
    const ScratchLedger scratch("sqlite");
    (void)scratch.open();
    const auto database = open_sqlite(scratch.place());
    ASSERT_TRUE(database);
    for (const char* statement :
         {"SELECT id FROM unit WHERE state = 0 AND kind = 1 AND source = $1 ORDER BY position LIMIT 1",
          "SELECT id FROM unit WHERE state = 0 ORDER BY kind, source, position LIMIT 1",
          "SELECT id FROM unit WHERE run = $1 AND state = 0 AND source = $2 AND kind = 1 ORDER BY position LIMIT 1",
          "SELECT id FROM unit WHERE run = $1 AND state = 0 AND kind = 1 ORDER BY source, position LIMIT 1"}) {
        std::string plan;
        ASSERT_TRUE((*database)->run(std::string("EXPLAIN QUERY PLAN ") + statement,
                                     {std::string("x"), std::string("y")}, [&plan](const Row& row) {
                                         plan += row.text(3) + "\n";
                                         return Result<void>{};
                                     }));
        EXPECT_NE(plan.find("USING"), std::string::npos) << statement << "\n" << plan;
        EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << statement << "\n" << plan;
        EXPECT_EQ(plan.find("SCAN unit\n"), std::string::npos) << statement << "\n" << plan;
    }
}

}  // namespace
}  // namespace restante::ledger
