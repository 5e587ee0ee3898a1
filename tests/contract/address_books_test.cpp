// The suite every target that carries address books must pass; a target takes part with one row.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "base/file_content_test.h"
#include "example_mail.h"
#include "formats/ldif/ldif_reader.h"
#include "formats/vcard/vcard_reader.h"
#include "targets/target.h"

namespace restante::testing {
namespace {

namespace fs = std::filesystem;

struct ReadEntry {
    std::string id{}, name{}, internet{}, comment{};
    bool group = false;
    std::vector<std::string> members{};  // ids

    bool operator==(const ReadEntry&) const = default;
};

struct BooksUnderTest {
    std::string name{};
    std::string uri_before{}, uri_behind{};  // around the place
    std::function<std::vector<ReadEntry>(const fs::path& place)> read_back{};
    bool directory = true;
};

std::vector<fs::path> files_below(const fs::path& place, const std::string& ending) {
    std::vector<fs::path> files;
    if (!fs::exists(place)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(place))
        if (entry.is_regular_file() && entry.path().string().ends_with(ending)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<ReadEntry> read_vcards(const fs::path& place) {
    std::vector<ReadEntry> entries;
    for (const fs::path& path : files_below(place, ".vcf")) {
        const auto cards = vcard::read_cards(test_files::content_of(path));
        EXPECT_TRUE(cards.has_value()) << path << ": " << (cards ? "" : cards.error().what);
        if (!cards) continue;
        std::map<std::string, std::string> ids;
        for (const vcard::Card& card : *cards) ids[card.text("UID")] = card.text("X-RESTANTE-ID");
        for (const vcard::Card& card : *cards) {
            ReadEntry& entry = entries.emplace_back();
            entry.id = card.text("X-RESTANTE-ID");
            entry.name = card.text("FN");
            entry.internet = card.text("EMAIL");
            entry.comment = card.text("NOTE");
            for (const char* kind : {"KIND", "X-ADDRESSBOOKSERVER-KIND"}) entry.group |= card.text(kind) == "group";
            for (const char* member : {"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"})
                for (const std::string& uid : card.all(member)) entry.members.push_back(ids[uid]);
        }
    }
    return entries;
}

std::vector<ReadEntry> read_ldif(const fs::path& place) {
    std::vector<ReadEntry> read;
    for (const fs::path& path : files_below(place, ".ldif")) {
        const auto entries = ldif::read_entries(test_files::content_of(path));
        EXPECT_TRUE(entries.has_value()) << path;
        if (!entries) continue;
        std::map<std::string, std::string> ids;
        for (const ldif::Entry& entry : *entries) ids[entry.dn] = entry.value("uid");
        EXPECT_EQ(ids.size(), entries->size()) << "two entries have one name";
        for (const ldif::Entry& entry : *entries) {
            if (entry.value("uid").empty()) continue;
            ReadEntry& one = read.emplace_back();
            one.id = entry.value("uid");
            one.name = entry.value("cn");
            one.internet = entry.value("mail");
            one.comment = entry.value("description");
            for (const std::string& name : entry.values("objectClass")) one.group |= name == "groupOfNames";
            for (const std::string& dn : entry.values("member"))
                if (!dn.empty()) one.members.push_back(ids[dn]);
        }
    }
    return read;
}

std::vector<ReadEntry> read_json(const fs::path& place) {
    std::vector<ReadEntry> read;
    const auto document = nlohmann::json::parse(test_files::content_of(place), nullptr, false);
    if (document.is_discarded()) return read;
    for (const auto& book : document.at("address_books"))
        for (const auto& entry : book.at("entries")) {
            ReadEntry& one = read.emplace_back();
            one.id = entry.at("id");
            one.name = entry.value("name", "(no name)");
            const std::string type = entry.value("type", "");
            one.internet = entry.value("mapped", type == "SMTP" ? entry.value("address", "") : "");
            one.comment = entry.value("comment", "");
            one.group = entry.value("group", false);
            for (const auto& member : entry.value("members", nlohmann::json::array())) one.members.push_back(member);
        }
    return read;
}

model::AddressEntry person(std::string id, std::string name, std::string type, std::string address) {
    model::AddressEntry entry;
    entry.id = std::move(id);
    entry.name = std::move(name);
    entry.type = std::move(type);
    entry.address = std::move(address);
    return entry;
}

model::AddressEntry group(std::string id, std::string name, std::vector<std::string> members) {
    model::AddressEntry entry = person(std::move(id), std::move(name), "", "");
    entry.group = true;
    entry.members = std::move(members);
    return entry;
}

std::vector<model::AddressBook> odd_books() {
    model::AddressBook book;
    book.name = "Personal/Book: 1";
    book.standard = true;
    book.entries = {person("71000001", "Doe, John", "SMTP", "john@example.org"),
                    person("71000002", "J\xC3\xB6rg; \"x\\y\"", "MS", "ACME/HQ/J"),
                    person("71000003", "Doe, John", "FAX", "a\rb\rc\r+1 555\r"),
                    person("71000004", "", "", ""),
                    person("71000005", "X", "X400", "/c=US/a= /g=/s=Doe"),
                    person("71000006", std::string(5000, 'n'), "SMTP", "not an address"),
                    group("71000010", "Team", {"71000001", "71000011", "71000007"}),
                    group("71000011", "Team", {"71000010"}),  // a circle, of equal names
                    group("71000012", "Empty", {}),
                    person("71000007", "Only here", "SMTP", "only@example.org")};
    book.entries[1].internet = "joerg@example.org";
    book.entries[0].comment = "line\r\nline, ; \\ end";
    book.entries.back().only_in_group = true;
    model::AddressBook namesake;
    namesake.name = "personal/book: 1";
    namesake.entries = {person("72000001", "Other", "SMTP", "other@example.org")};
    return {book, namesake, {"Empty book", false, {}}};
}

class AddressBookContract : public ::testing::TestWithParam<BooksUnderTest> {
protected:
    void SetUp() override {
        scratch_ = fs::temp_directory_path() / ("restante-books-" + std::to_string(::getpid()) + "-" + GetParam().name);
        fs::remove_all(scratch_);
    }
    void TearDown() override { fs::remove_all(scratch_); }

    [[nodiscard]] std::string place() const { return (scratch_ / "below" / "out").string(); }
    [[nodiscard]] std::string uri() const { return GetParam().uri_before + place() + GetParam().uri_behind; }

    Result<void> run(const std::vector<model::AddressBook>& books, const targets::TargetOptions& options = {}) {
        auto target = TRY(targets::open_target(uri(), options));
        TRY_VOID(target->prepare({}, {example_mailbox()}));
        losses_ = Findings();
        auto writer = TRY(target->open_mailbox(example_mailbox(), losses_));
        TRY_VOID(writer->add_address_books(books));
        TRY_VOID(writer->finish(Findings()));
        writer.reset();
        return target->finish();
    }

    [[nodiscard]] std::map<std::string, std::string> snapshot() const {
        std::map<std::string, std::string> files;
        for (const fs::path& path : files_below(scratch_, "")) files[path.string()] = test_files::content_of(path);
        return files;
    }

    [[nodiscard]] std::map<std::string, ReadEntry> read_back() const {
        std::map<std::string, ReadEntry> entries;
        for (ReadEntry& entry : GetParam().read_back(place())) {
            const std::string id = entry.id;
            EXPECT_TRUE(entries.emplace(id, std::move(entry)).second) << id << " is there twice";
        }
        return entries;
    }

    [[nodiscard]] std::size_t losses(MessageId id) const {
        return static_cast<std::size_t>(std::count_if(losses_.list().begin(), losses_.list().end(),
                                                      [id](const Finding& finding) { return finding.id == id; }));
    }

    fs::path scratch_;
    Findings losses_;
};

TEST_P(AddressBookContract, SaysThatItCarriesThem) {
    const auto target = targets::open_target(uri(), {});
    ASSERT_TRUE(target.has_value()) << target.error().what;
    EXPECT_TRUE((*target)->capabilities().carries_address_books);
}

TEST_P(AddressBookContract, PrepareWritesNothing) {
    auto target = targets::open_target(uri(), {});
    ASSERT_TRUE(target.has_value());
    EXPECT_TRUE((*target)->prepare({}, {example_mailbox()}).has_value());
    EXPECT_FALSE(fs::exists(scratch_));
}

TEST_P(AddressBookContract, OddEntriesComeBack) {
    const auto books = odd_books();
    const auto done = run(books);
    ASSERT_TRUE(done.has_value()) << done.error().describe();
    const auto read = read_back();
    std::size_t expected = 0;
    for (const model::AddressBook& book : books) {
        expected += book.entries.size();
        for (const model::AddressEntry& entry : book.entries) {
            SCOPED_TRACE(entry.id);
            ASSERT_TRUE(read.contains(entry.id));
            const ReadEntry& one = read.at(entry.id);
            EXPECT_EQ(one.name, entry.name.empty() ? "(no name)" : entry.name);
            EXPECT_EQ(one.group, entry.group);
            EXPECT_EQ(one.members, entry.members);
            std::string comment = one.comment;
            std::erase(comment, '\r');
            EXPECT_EQ(comment, entry.comment.empty() ? "" : "line\nline, ; \\ end");
        }
    }
    EXPECT_EQ(read.size(), expected);
    EXPECT_EQ(read.at("71000001").internet, "john@example.org");
    EXPECT_EQ(read.at("71000002").internet, "joerg@example.org");
}

TEST_P(AddressBookContract, AMissingMemberIsNoReasonToStop) {
    auto books = odd_books();
    books[0].entries[6].members = {"71000001", "71ffffff"};
    ASSERT_TRUE(run(books).has_value());
    const auto members = read_back().at("71000010").members;
    EXPECT_EQ(members.front(), "71000001");
    const bool named = members.size() == 2 && members.back() == "71ffffff";
    EXPECT_TRUE(named || losses(MessageId::contacts_member_missing) == 1);
}

TEST_P(AddressBookContract, ASecondRunGivesTheSameBytes) {
    ASSERT_TRUE(run(odd_books()).has_value());
    const auto before = snapshot();
    EXPECT_FALSE(before.empty());
    const auto again = run(odd_books());
    ASSERT_TRUE(again.has_value()) << again.error().describe();
    EXPECT_TRUE(snapshot() == before);
}

TEST_P(AddressBookContract, ManyEntries) {
    model::AddressBook book;
    book.name = "Many";
    std::vector<std::string> members;
    for (int i = 0; i < 20'000; ++i) {
        const std::string id = "71" + std::to_string(1'000'000 + i);
        book.entries.push_back(
            person(id, "Person " + std::to_string(i), "SMTP", "p" + std::to_string(i) + "@example.org"));
        members.push_back(id);
    }
    book.entries.push_back(group("72000000", "All", members));
    ASSERT_TRUE(run({book}).has_value());
    const auto read = read_back();
    EXPECT_EQ(read.size(), book.entries.size());
    EXPECT_EQ(read.at("72000000").members, members);
}

TEST_P(AddressBookContract, ForeignFilesAreRefusedAndStay) {
    if (GetParam().directory)
        fs::create_directories(place());
    else
        fs::create_directories(fs::path(place()).parent_path());
    const fs::path foreign = GetParam().directory ? fs::path(place()) / "letter.txt" : fs::path(place());
    std::ofstream(foreign) << "mine";
    const auto done = run(odd_books());
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, Errc::exists);
    EXPECT_EQ(test_files::content_of(foreign), "mine");
    EXPECT_TRUE(run(odd_books(), {.overwrite = true}).has_value());
}

TEST_P(AddressBookContract, AnUnfinishedMailboxDoesNotStandInTheWay) {
    {
        auto target = *targets::open_target(uri(), {});
        ASSERT_TRUE(target->prepare({}, {example_mailbox()}).has_value());
        auto writer = *target->open_mailbox(example_mailbox(), losses_);
        ASSERT_TRUE(writer->add_address_books(odd_books()).has_value());
    }
    const auto again = run(odd_books());
    ASSERT_TRUE(again.has_value()) << again.error().describe();
    EXPECT_EQ(read_back().size(), 11U);
}

TEST_P(AddressBookContract, AMailboxBegunAnewHasOnePlace) {
    auto target = *targets::open_target(uri(), {});
    ASSERT_TRUE(target->prepare({}, {example_mailbox()}).has_value());
    for (const bool whole : {false, true}) {
        auto writer = target->open_mailbox(example_mailbox(), losses_);
        ASSERT_TRUE(writer.has_value()) << writer.error().describe();
        ASSERT_TRUE((*writer)->add_address_books(odd_books()).has_value());
        if (!whole) continue;
        ASSERT_TRUE((*writer)->finish(Findings()).has_value());
    }
    ASSERT_TRUE(target->finish().has_value());
    EXPECT_EQ(read_back().size(), 11U);
}

TEST_P(AddressBookContract, AFullDiskIsSaidSo) {
    fs::create_directories(scratch_);
    if (::mount("tmpfs", scratch_.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "may not mount";
    auto books = odd_books();
    books[0].entries[0].comment = filler(100'000);
    for (char& c : books[0].entries[0].comment) c = 'x';
    const auto done = run(books);
    ::umount(scratch_.c_str());
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, Errc::no_space);
}

INSTANTIATE_TEST_SUITE_P(Targets, AddressBookContract,
                         ::testing::Values(BooksUnderTest{"vcard4", "contacts:", "", read_vcards},
                                           BooksUnderTest{"vcard3", "vcard:", "?version=3", read_vcards},
                                           BooksUnderTest{"ldif", "ldif:", "", read_ldif},
                                           BooksUnderTest{"json", "json:", "", read_json, false}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace restante::testing
