// Every address a run met: how often, and whether anybody can reach it. Source: docs/addresses.md.
#pragma once

#include <cstdint>
#include <mutex>
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
    std::string old{};   // "MS:ACME/HQ/JDOE", completed; of several spellings the first by their bytes
    std::string name{};  // the longest display name met with it, of several the first; "" when there was none
    std::string spec{};  // "" when unreachable
    Reach reach = Reach::unreachable;
    std::uint64_t count = 0;  // in messages and address books
    std::string hint{};       // an Internet address the old one holds; "" when it holds none
};

// For one run. take() may be called by several threads; what comes out does not depend on their order.
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

    // What is known in the mailbox of one owner.
    struct Owner {
        model::MicrosoftMailAddress address{};
        std::unordered_map<std::string, Known> known{};  // by what is stored, and what completes it
    };
    static constexpr std::size_t kMostOwners = 64;  // what is known of others can be found out again

    const Known& known(std::string_view type, std::string_view text, std::string_view name,
                       const model::MicrosoftMailAddress& home);
    const Known& take(model::Address& address, const model::MicrosoftMailAddress& home);
    // Gives the home of the first of them.
    std::optional<model::MicrosoftMailAddress> take(std::vector<model::Address>& list,
                                                    const model::MicrosoftMailAddress& home);
    // Gives his address; "": nobody's.
    model::MicrosoftMailAddress set_owner(const std::string& address);
    // What the rules make of "MS:ACME/HQ/JDOE"; "" when that is nothing. Not counted.
    std::string uncounted_internet(const std::string& address, const model::MicrosoftMailAddress& own);

    void take_inside(model::Attachment& attachment, const model::Mailbox& mailbox);
    void take_message(model::Message& message, const model::Mailbox& mailbox);

    AddressingOptions options_;
    AddressResolver resolver_;
    std::mutex mutex_;
    std::unordered_map<std::string, Owner> owners_;  // by their address; several mailboxes are read at once
    Owner* owner_ = nullptr;                         // of the mailbox in hand
    std::unordered_map<std::string, std::size_t> by_old_;
    std::vector<CountedAddress> counted_;
    std::vector<bool> used_rules_;
    std::uint64_t uncounted_ = 0;
    Known beyond_{};
    std::string key_;
};

}  // namespace restante::pipeline
