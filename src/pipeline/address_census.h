// Every address a run met: how often, and whether anybody can reach it. Source: docs/addresses.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/address_book.h"
#include "model/mailbox.h"
#include "model/message.h"
#include "pipeline/address_resolver.h"

namespace restante::pipeline {

struct CountedAddress {
    std::string old{};   // "MS:ACME/HQ/JDOE", completed; case as first met
    std::string name{};  // the first display name met with it; "" when there was none
    std::string spec{};  // "" when unreachable
    Reach reach = Reach::unreachable;
    std::uint64_t count = 0;  // in messages and address books
    std::string hint{};       // an Internet address the old one holds; "" when it holds none
};

// For one run; not thread-safe.
class AddressCensus {
public:
    static constexpr std::size_t kLimit = 1'000'000;  // distinct addresses; beyond them they are only resolved

    explicit AddressCensus(AddressingOptions options);

    // Sets `internet` of every address of theirs that a rule or the domain gives one, and counts them.
    void take(model::Message& message, const model::Mailbox& mailbox);
    // Of a message inside it, if it is one.
    void take(model::Attachment& attachment, const model::Mailbox& mailbox);
    void take(std::vector<model::AddressBook>& books, const model::Mailbox& mailbox);
    // The owner: short addresses in the mailbox are completed by his. Not counted.
    void take(model::Mailbox& mailbox);
    // Accounts and addresses of elsewhere; not counted either.
    void take(model::Directory& directory);

    // Sorted by `old`, case aside.
    [[nodiscard]] std::vector<CountedAddress> addresses() const;
    [[nodiscard]] std::uint64_t uncounted() const { return uncounted_; }  // met after the limit was reached
    // Lines of rules that never matched.
    [[nodiscard]] std::vector<std::size_t> idle_rules() const;

private:
    struct Known {
        ResolvedAddress resolved{};
        std::optional<model::MicrosoftMailAddress> home{};  // what short addresses in his messages are completed by
        std::size_t counted = 0;                            // index in counted_; kLimit: not counted
    };

    const Known& known(std::string_view type, std::string_view text, std::string_view name,
                       const model::MicrosoftMailAddress& home);
    const Known& take(model::Address& address, const model::MicrosoftMailAddress& home);
    // Gives the home of the first of them.
    std::optional<model::MicrosoftMailAddress> take(std::vector<model::Address>& list,
                                                    const model::MicrosoftMailAddress& home);
    void set_own(const std::string& address);
    // What the rules make of "MS:ACME/HQ/JDOE"; "" when that is nothing. Not counted.
    std::string uncounted_internet(const std::string& address);

    AddressingOptions options_;
    AddressResolver resolver_;
    model::MicrosoftMailAddress own_{};
    std::string own_text_;
    std::unordered_map<std::string, Known> known_;  // by what is stored, and what completes it
    std::unordered_map<std::string, std::size_t> by_old_;
    std::vector<CountedAddress> counted_;
    std::vector<bool> used_rules_;
    std::uint64_t uncounted_ = 0;
    Known beyond_{};
    std::string key_;
};

}  // namespace restante::pipeline
