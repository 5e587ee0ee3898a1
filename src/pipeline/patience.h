// A target that stays away for a while: its mailbox is begun anew until patience ends. What had arrived is not sent
// again, and whoever watches sees one mailbox, not one for each attempt. Source: docs/ledger.md "When a server stays
// away".
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <set>
#include <string>

#include "pipeline/observer.h"

namespace restante::pipeline {

// How long to wait before a mailbox is begun anew: 5 seconds, then twice as long each time, up to a minute.
class Patience {
public:
    explicit Patience(std::chrono::seconds whole) : left_(whole) {}

    [[nodiscard]] bool over() const { return left_ <= std::chrono::seconds(0); }
    // Sleeps; returns false, soon, when one of the two becomes true.
    [[nodiscard]] bool wait(const std::atomic<bool>& cancel, const std::atomic<bool>& halted);

private:
    std::chrono::seconds left_;
    std::chrono::seconds next_{5};
};

// Between the attempts at one mailbox and the run's observer: tells everything once.
class AttemptObserver final : public Observer {
public:
    explicit AttemptObserver(Observer& inner) : inner_(inner) {}  // which outlives it

    void begin_anew();

    void mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) override;
    void folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) override;
    void advanced(const Progress& more) override;
    void folder_finished(const model::Mailbox& mailbox, const FolderResult& folder) override;
    void found(const std::string& mailbox, const Finding& finding) override;
    void lost(const std::string& mailbox, const std::string& target, const Finding& loss) override;
    void failed(const Failure& failure) override;

private:
    struct Told {
        std::size_t begun = 0, ended = 0;  // folders
        Progress progress{};
    };
    // False: an earlier attempt has said so. Of very many, later ones are told again.
    [[nodiscard]] bool is_new(std::string what);

    Observer& inner_;
    Told told_{}, now_{};
    bool started_ = false;
    std::set<std::string> said_{};  // findings, losses and failures
};

}  // namespace restante::pipeline
