// How many items there were and what became of them. In every tally found = delivered + skipped + failed: nothing
// can be counted as found without saying at once what happened to it.
#pragma once

#include <cstdint>

namespace restante::pipeline {

struct Tally {
    std::uint64_t found = 0;
    std::uint64_t delivered = 0;  // every target has it
    std::uint64_t skipped = 0;    // left out by choice
    std::uint64_t failed = 0;     // at least one target does not have it

    void deliver(std::uint64_t count = 1) { found += count, delivered += count; }
    void skip(std::uint64_t count = 1) { found += count, skipped += count; }
    void fail(std::uint64_t count = 1) { found += count, failed += count; }
    // What counted as delivered turned out not to be: the mailbox could not be finished.
    void take_back() { failed += delivered, delivered = 0; }

    Tally& operator+=(const Tally& other) {
        found += other.found, delivered += other.delivered, skipped += other.skipped, failed += other.failed;
        return *this;
    }
    bool operator==(const Tally&) const = default;
};

struct Counts {
    Tally folders, messages, attachments, contacts, groups, appointments;

    // Calls visit("folders", tally) ... in this order, which is the order of every report.
    template <class Self, class Visit>
    static void for_each(Self& counts, Visit&& visit) {
        visit("folders", counts.folders);
        visit("messages", counts.messages);
        visit("attachments", counts.attachments);
        visit("contacts", counts.contacts);
        visit("groups", counts.groups);
        visit("appointments", counts.appointments);
    }

    Counts& operator+=(const Counts& other) {
        folders += other.folders, messages += other.messages, attachments += other.attachments;
        contacts += other.contacts, groups += other.groups, appointments += other.appointments;
        return *this;
    }
    void take_back() {
        for_each(*this, [](const char*, Tally& tally) { tally.take_back(); });
    }
    bool operator==(const Counts&) const = default;
};

}  // namespace restante::pipeline
