#include "targets/server/each_account.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>

namespace restante::targets::server {
namespace {

struct Address {
    std::string account{};
    std::vector<std::string> root{};
};

// Mailboxes called "x/y" go below y of account x; those without a name nowhere.
Result<Address> address_of(const model::Mailbox& mailbox) {
    const std::size_t slash = mailbox.name.find('/');
    if (mailbox.name.empty()) return fail(Errc::usage, "it has no address");
    if (slash == std::string::npos) return Address{mailbox.name, {}};
    return Address{mailbox.name.substr(0, slash), {mailbox.name.substr(slash + 1)}};
}

std::vector<model::Mailbox> mailboxes_named(const std::vector<std::string>& names) {
    std::vector<model::Mailbox> mailboxes;
    for (const std::string& name : names) {
        model::Mailbox mailbox;
        mailbox.name = name;
        mailboxes.push_back(mailbox);
    }
    return mailboxes;
}

TEST(CheckPlaces, NoTwoMailboxesShareOne) {
    const auto checked = [](const std::vector<std::string>& names) {
        return check_places(mailboxes_named(names), address_of, "imap://host/{mailbox}");
    };
    EXPECT_TRUE(checked({}).has_value());
    EXPECT_TRUE(checked({"bob", "amy", "bob/old", "amy/old"}).has_value());
    for (const std::vector<std::string>& names :
         {std::vector<std::string>{"bob", "amy", "bob"}, std::vector<std::string>{"bob/old", "bob/old"}}) {
        const auto refused = checked(names);
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().code, Errc::usage);
        EXPECT_NE(refused.error().what.find("same place of bob"), std::string::npos) << refused.error().what;
        EXPECT_NE(refused.error().what.find("for example imap://host/{mailbox}"), std::string::npos);
    }
    EXPECT_EQ(checked({"bob", ""}).error().what, "it has no address");
}

// Writes down what happens to it.
class Visited {
public:
    Visited(std::string name, std::string& diary) : name_(std::move(name)), diary_(diary) {}
    Visited(const Visited&) = delete;
    Visited& operator=(const Visited&) = delete;
    ~Visited() { diary_ += "close " + name_ + ";"; }

    Result<void> connect() {
        if (name_ == "gone") return fail(Errc::unreachable, "nobody answers");
        diary_ += "connect " + name_ + ";";
        return {};
    }
    Result<void> look() {
        if (name_ == "full") return fail(Errc::no_space, "the quota is used up");
        diary_ += "look " + name_ + ";";
        return {};
    }

private:
    std::string name_;
    std::string& diary_;
};

TEST(ForEachAccount, OneIsClosedBeforeTheNextIsOpenedAndErrorsEndIt) {
    const std::tuple<std::vector<std::string>, std::optional<Errc>, const char*> cases[] = {
        {{"bob", "amy"}, std::nullopt, "connect bob;look bob;close bob;connect amy;look amy;close amy;"},
        {{"gone", "amy"}, Errc::unreachable, "close gone;"},
        {{"full", "amy"}, Errc::no_space, "connect full;close full;"},
        {{"", "amy"}, Errc::usage, ""}};
    for (const auto& [names, code, expected] : cases) {
        std::string diary;
        const auto open = [&diary](const model::Mailbox& mailbox) -> Result<std::unique_ptr<Visited>> {
            return std::make_unique<Visited>(TRY(address_of(mailbox)).account, diary);
        };
        const auto done =
            for_each_account(mailboxes_named(names), open, [](Visited& account) { return account.look(); });
        EXPECT_EQ(done ? std::optional<Errc>() : done.error().code, code);
        EXPECT_EQ(diary, expected);
    }
}

}  // namespace
}  // namespace restante::targets::server
