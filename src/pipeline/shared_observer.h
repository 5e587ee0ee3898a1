// The observer of a run, for several mailboxes at once: one call at a time, and progress added up.
#pragma once

#include <mutex>

#include "pipeline/observer.h"

namespace restante::pipeline {

// Thread-safe. `inner` outlives it.
class SharedObserver final : public Observer {
public:
    explicit SharedObserver(Observer& inner, std::uint64_t messages_total) : inner_(inner) {
        progress_.messages_total = messages_total;
    }

    void run_started(const sources::SourceDescription& source, std::size_t mailboxes, const Progress& totals) override {
        const std::scoped_lock alone(mutex_);
        inner_.run_started(source, mailboxes, totals);
    }
    void mailbox_started(const model::Mailbox& mailbox, std::size_t folders, std::uint64_t messages) override {
        const std::scoped_lock alone(mutex_);
        inner_.mailbox_started(mailbox, folders, messages);
    }
    void folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) override {
        const std::scoped_lock alone(mutex_);
        inner_.folder_started(mailbox, folder, messages);
    }
    // `more`: what was done since the same thread called last.
    void advanced(const Progress& more) override {
        const std::scoped_lock alone(mutex_);
        progress_.messages += more.messages;
        progress_.attachments += more.attachments;
        progress_.bytes += more.bytes;
        inner_.advanced(progress_);
    }
    void folder_finished(const model::Mailbox& mailbox, const FolderResult& folder) override {
        const std::scoped_lock alone(mutex_);
        inner_.folder_finished(mailbox, folder);
    }
    void found(const std::string& mailbox, const Finding& finding) override {
        const std::scoped_lock alone(mutex_);
        inner_.found(mailbox, finding);
    }
    void lost(const std::string& mailbox, const std::string& target, const Finding& loss) override {
        const std::scoped_lock alone(mutex_);
        inner_.lost(mailbox, target, loss);
    }
    void failed(const Failure& failure) override {
        const std::scoped_lock alone(mutex_);
        inner_.failed(failure);
    }
    void mailbox_finished(const MailboxResult& mailbox) override {
        const std::scoped_lock alone(mutex_);
        inner_.mailbox_finished(mailbox);
    }

private:
    Observer& inner_;
    std::mutex mutex_;
    Progress progress_{};
};

}  // namespace restante::pipeline
