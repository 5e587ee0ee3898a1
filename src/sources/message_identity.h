// Tells whether two stores of one user hold the same message: mail that waits in a mailbag may lie in the message file,
// too, and a backup holds most of what the file holds. Source: docs/sources.md "The same message twice".
//
// Two different messages must never be taken for one, so everything that both can have has to agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "model/message.h"

namespace restante::sources {

// Of the messages of some stores; remembers 16 bytes a message.
class MessageIdentities {
public:
    void add(const model::Message& message);
    // What `other` holds.
    void add_all(const MessageIdentities& other);
    // Whether a message added before, and not yet taken, is the same; it is then taken, so that two copies of a message
    // need two others.
    bool take(const model::Message& message);
    // Gives back what was taken: for the next store.
    void give_back();

private:
    struct Count {
        std::uint32_t known = 0, taken = 0;
    };
    using Counts = std::unordered_map<std::uint64_t, Count>;
    static bool take_one(Counts& counts, const std::optional<std::uint64_t>& key);

    Counts by_id_{};       // message id and subject
    Counts by_content_{};  // sender, time, subject, text or attachments
};

}  // namespace restante::sources
