#include "forge/forge.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <memory>

#include "forge/plan.h"
#include "forge/scratch_office_test.h"
#include "formats/mmf/checker.h"
#include "formats/postoffice/mail/mailbag.h"

namespace restante::forge {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

void expect_whole_records(const ScratchOffice& office, std::string_view end, std::size_t header, std::size_t record) {
    for (const std::string& path : office.files_ending(end)) {
        const std::size_t size = office.bytes(path).size();
        EXPECT_TRUE(size >= header && (size - header) % record == 0) << path << ": " << size;
    }
}

// docs/formats/postoffice-records.md "Tables", docs/formats/postoffice-mail.md 6, 7, 9; sizes of Q77926 and Q135868.
TEST(Forge, MakesFilesOfTheirDocumentedSizes) {
    for (const std::uint64_t seed : {1U, 2U}) {
        const ScratchOffice office({.users = 12, .seed = seed, .kind = PostofficeKind::retail});
        for (const auto& [end, header, record] : {std::tuple("ACCESS.GLB", 0, 586),
                                                  {"ACCESS2.GLB", 0, 69},
                                                  {"ACCESS3.GLB", 0, 512},
                                                  {"GROUP.GLB", 4, 51},
                                                  {"GRPMEM.GLB", 4, 128},
                                                  {"NETPO.GLB", 4, 43},
                                                  {"NETWORK.GLB", 0, 122},
                                                  {"PROCESS.GLB", 512, 197},
                                                  {".GRP", 8, 8},
                                                  {".MBG", 0, 116},
                                                  {".MEM", 0, 4},
                                                  {".NME", 0, 45},
                                                  {".USR", 0, 53},
                                                  {".XTN", 0, 698},
                                                  {".IDX", 0, 2}})
            expect_whole_records(office, end, static_cast<std::size_t>(header), static_cast<std::size_t>(record));
        for (const auto& [path, size] : {std::pair("GLB/CONTROL.GLB", 8U),
                                         {"GLB/FLAG.GLB", 2U},
                                         {"GLB/GLOBAL.GLB", 512U},
                                         {"GLB/MASTER.GLB", 176U},
                                         {"GLB/MODEM.GLB", 64U},
                                         {"GLB/REQCONF.GLB", 512U},
                                         {"GLB/TID.GLB", 4U},
                                         {"FOLDERS/SERIALNO.IDX", 4U},
                                         {"GLB/WELCOME.GLB", 609U},
                                         {"KEY/00000000.KEY", 560U},
                                         {"KEY/INQUEUE3.KEY", 560U},
                                         {"MBG/SYSTEM.MBG", 0U}})
            EXPECT_THAT(office.bytes(path), SizeIs(size)) << path;
        EXPECT_EQ((office.bytes("FOLDERS/PUB/FOLDROOT.IDX").size() - 100) % 158, 0U);
        const std::size_t users = office.bytes("GLB/ACCESS2.GLB").size() / 69;
        EXPECT_EQ(office.bytes("GLB/ACCESS.GLB").size(), users * 586);
        EXPECT_EQ(office.bytes("GLB/ACCESS3.GLB").size(), users * 512);
        EXPECT_EQ(office.bytes("NME/ADMIN.NME"), office.bytes("NME/ADMINSHD.NME"));
        EXPECT_EQ(office.bytes("GRP/ADMIN.GRP"), office.bytes("GRP/ADMINSHD.GRP"));
    }
}

// Q114395, Q132744, Q150688, Q91039.
TEST(Forge, MakesTheDirectoriesAndFilesOfItsKind) {
    const ScratchOffice retail({.kind = PostofficeKind::retail});
    const ScratchOffice workgroup({.kind = PostofficeKind::workgroup});
    for (const ScratchOffice* office : {&retail, &workgroup}) {
        // FOLDERS\LOC and FOLDERS\PUB are not among the 51.
        EXPECT_THAT(office->files_ending("POPULATE.MSM"), SizeIs(51 + 2));
        EXPECT_EQ(office->files().size(), office->contents().size());
    }
    const auto in_databases = [](const ScratchOffice& office) {
        std::vector<std::string> files = office.files();
        std::erase_if(files, [](const std::string& path) { return !path.starts_with("GLB/"); });
        return files.size();
    };
    EXPECT_EQ(in_databases(workgroup), 32U);
    EXPECT_GE(in_databases(retail), 72U);
    EXPECT_TRUE(retail.has("GLB/NETWORK.GLB"));
    EXPECT_FALSE(workgroup.has("GLB/NETWORK.GLB"));
    EXPECT_THAT(workgroup.bytes("GLB/GROUP.GLB"), SizeIs(4));
}

TEST(Forge, MakesTheSameBytesFromTheSameOptions) {
    for (const char* layout : {"plain", "hidden"}) {
        const Options options{.users = 5, .seed = 7, .layout = layout};
        const ScratchOffice one(options), other(options);
        EXPECT_EQ(one.contents(), other.contents());
        EXPECT_EQ(one.truth(), other.truth());
    }
    const ScratchOffice one({.users = 3, .seed = 7}), other({.users = 3, .seed = 8});
    EXPECT_NE(one.digest(), other.digest());
}

TEST(Forge, HasMessagesThatWaitForDelivery) {
    for (const PostofficeKind kind : {PostofficeKind::retail, PostofficeKind::workgroup}) {
        const ScratchOffice office({.users = 3, .kind = kind});
        const auto waiting = nlohmann::json::parse(office.truth())["waiting"];
        Findings findings;
        const auto headers = postoffice::read_mailbag(office.bytes("MBG/INQUEUE3.MBG"), findings);
        ASSERT_EQ(headers.size(), waiting.size());
        EXPECT_EQ(headers.empty(), kind == PostofficeKind::workgroup);
        for (std::size_t i = 0; i < headers.size(); ++i) {
            EXPECT_EQ(headers[i].message, waiting[i]["message"]["message_file"]);
            EXPECT_TRUE(office.has("P1/" + headers[i].message + ".P1"));
            EXPECT_TRUE(office.has("MAI/MA" + headers[i].message.substr(7) + "/" + headers[i].message + ".MAI"));
        }
    }
}

// Changes with every change of what is made, and must not between machines.
TEST(Forge, MakesTheSameBytesOnEveryMachine) {
    const ScratchOffice office({.users = 4,
                                .seed = 42,
                                .layout = "hidden",
                                .messages = 40,
                                .kind = PostofficeKind::retail,
                                .damage = {"foreign-files"}});
    EXPECT_EQ(office.digest(), "b0735a4a1221c9b577789a1e8782b59054cec0bfab642a10552f65a8fea7a5b5");
    EXPECT_EQ(Sha256::hex_of(as_bytes(office.truth())),
              "b8792a8922495161826a28286b202e6239a703775d490baa734325f09f7bbb72");
}

TEST(Forge, MakesStoresWithoutAnyFinding) {
    const ScratchOffice office({.users = 8, .seed = 3});
    std::vector<std::string> stores = office.files_ending(".MMF");
    for (const char* copy : {".BAK", ".001"})
        for (const std::string& path : office.files_ending(copy)) stores.push_back(path);
    EXPECT_GE(stores.size(), 4U);
    for (const std::string& path : stores) {
        Findings findings;
        ASSERT_TRUE(mmf::check_store(std::make_shared<MemoryBytes>(office.bytes(path)), findings)) << path;
        EXPECT_TRUE(findings.empty()) << path;
    }
}

TEST(Forge, MakesASingleStore) {
    const ScratchDirectory directory;
    std::filesystem::create_directories(directory.path());
    const std::string path = directory.path() + "/one.mmf";
    MemorySink truth;
    ASSERT_TRUE(forge_store(path, {.seed = 5, .messages = 40}, &truth));
    Findings findings;
    ASSERT_TRUE(mmf::check_store(std::make_shared<MemoryBytes>(bytes_of_file(path)), findings));
    EXPECT_TRUE(findings.empty());
    const auto json = nlohmann::json::parse(as_text(truth.bytes()));
    ASSERT_THAT(json["users"], SizeIs(1));
    std::size_t messages = 0;
    for (const auto& folder : json["users"][0]["folders"]) messages += folder["messages"].size();
    EXPECT_EQ(messages, 40U);
    const auto again = forge_store(path, {}, nullptr);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::exists);
}

TEST(Forge, RefusesAPlaceThatIsTaken) {
    const ScratchDirectory directory;
    std::filesystem::create_directories(directory.path());
    ASSERT_TRUE(forge_postoffice(directory.path(), {.users = 1}, nullptr));
    const auto again = forge_postoffice(directory.path(), {.users = 1}, nullptr);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::exists);
    const auto file = forge_postoffice(directory.path() + "/GLB/MASTER.GLB", {.users = 1}, nullptr);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, Errc::exists);
    const auto layout = forge_postoffice(directory.path() + "-none", {.layout = "unheard of"}, nullptr);
    ASSERT_FALSE(layout);
    EXPECT_EQ(layout.error().code, Errc::bad_value);
    EXPECT_FALSE(std::filesystem::exists(directory.path() + "-none"));
}

TEST(Forge, ObjectsToWhatAPostofficeCannotHold) {
    EXPECT_THAT(objection({}, false), IsEmpty());
    EXPECT_THAT(objection({.users = 500, .messages = 500 * kMostMessagesPerUser}, false), IsEmpty());
    for (const Options& options :
         {Options{.users = 0}, Options{.users = 501}, Options{.users = 1, .messages = kMostMessagesPerUser + 1},
          Options{.message_size = kLongestMessage + 1}, Options{.attachment_size = 0}})
        EXPECT_FALSE(objection(options, false).empty());
    EXPECT_THAT(objection({.messages = kMostStoreMessages}, true), IsEmpty());
    EXPECT_FALSE(objection({.messages = kMostStoreMessages + 1}, true).empty());
}

TEST(Forge, HasAsManyUsersAsWanted) {
    for (const std::size_t users : {1U, 2U, 40U, 500U}) {
        const Plan plan = make_plan({.users = users, .seed = users});
        EXPECT_THAT(plan.live, SizeIs(users));
        EXPECT_LE(plan.accounts.size(), kMostUsers);
        std::set<std::string> mailboxes;
        std::set<std::uint32_t> hexids;
        for (const Account& account : plan.accounts) {
            EXPECT_TRUE(mailboxes.insert(account.mailbox).second) << account.mailbox;
            EXPECT_TRUE(hexids.insert(account.hexid).second);
            EXPECT_LE(account.mailbox.size(), 10U);
        }
        EXPECT_EQ(plan.accounts.front().hexid, 0U);
        EXPECT_FALSE(plan.accounts.front().deleted);
    }
    const Plan plan = make_plan({.users = 200, .seed = 3});
    EXPECT_TRUE(std::ranges::any_of(plan.accounts, &Account::deleted));
    EXPECT_FALSE(std::ranges::is_sorted(plan.accounts, {}, &Account::hexid)) << "a record was used again";
}

}  // namespace
}  // namespace restante::forge
