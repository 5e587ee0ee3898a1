// What a run did: plain values, in the order of the source, the same for the same input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "pipeline/counts.h"
#include "targets/product_file.h"

namespace restante::pipeline {

enum class ItemKind : std::uint8_t { mailbox, folder, message, attachment, address_book };
[[nodiscard]] std::string_view name_of(ItemKind kind);  // "mailbox" ... "address book"

// Something that was not delivered, or several of one kind in a row that share one reason.
struct Failure {
    ItemKind kind = ItemKind::message;
    std::string mailbox{};
    std::string item{};       // "Inbox/3"; of several the first
    std::uint64_t count = 1;  // how many, from `item` on
    std::string target{};     // the URI of the target that does not have it; "": the source could not give it
    Error error{};
};

// Hostile input must not fill memory: beyond the limit failures are only counted.
class Failures {
public:
    static constexpr std::size_t kLimit = 100'000;
    void add(Failure failure) {
        ++total_;
        if (list_.size() < kLimit) list_.push_back(std::move(failure));
    }
    Failures& operator+=(Failures other) {
        const std::size_t untold = other.total_ - other.list_.size();
        for (Failure& failure : other.list_) add(std::move(failure));
        total_ += untold;
        return *this;
    }
    [[nodiscard]] const std::vector<Failure>& list() const { return list_; }
    [[nodiscard]] std::size_t total() const { return total_; }

private:
    std::vector<Failure> list_;
    std::size_t total_ = 0;
};

struct FolderResult {
    std::vector<std::string> path{};
    model::FolderRole role = model::FolderRole::none;
    bool hidden = false;
    Counts counts{};
};

struct MadeFile {
    std::size_t target = 0;  // position among the targets
    targets::ProductFile file{};
};

struct MailboxResult {
    model::Mailbox mailbox{};
    Counts counts{};
    std::vector<FolderResult> folders{};
    Findings findings{};             // of the source
    std::vector<Findings> losses{};  // one per target, in the order of the targets
    std::vector<MadeFile> files{};   // that hold no messages
    bool complete = true;            // every target could finish it

    void take_back() {
        counts.take_back();
        for (FolderResult& folder : folders) folder.counts.take_back();
    }
};

struct RunResult {
    Tally mailboxes{};
    Counts totals{};
    std::vector<MailboxResult> per_mailbox{};
    Findings findings{};            // about the whole run
    std::vector<MadeFile> files{};  // of the postoffices, not of any mailbox
    Failures failures{};
    std::optional<Error> stopped{};   // why the run ended early
    std::uint64_t already_there = 0;  // messages that every target had from an earlier run
    std::uint64_t recovered = 0;      // of the delivered messages: dug out of damage, deletion or free space
};

}  // namespace restante::pipeline
