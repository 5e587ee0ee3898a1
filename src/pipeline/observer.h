// What happens while a run goes on. Text progress, JSON events and the wizard are observers; the pipeline formats
// nothing and looks at no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/finding.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "pipeline/run_result.h"
#include "sources/source.h"

namespace restante::pipeline {

struct Progress {
    std::uint64_t messages_total = 0;  // in the selected mailboxes, as far as known
    std::uint64_t messages = 0;        // done with, whatever became of them
    std::uint64_t attachments = 0;
    std::uint64_t bytes = 0;  // of bodies and attachments read
};

// Called from the thread that runs. References are valid during the call only.
class Observer {
public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer() = default;

    virtual void run_started(const sources::SourceDescription& /*source*/, std::size_t /*mailboxes*/,
                             const Progress& /*totals*/) {}
    virtual void mailbox_started(const model::Mailbox& /*mailbox*/, std::size_t /*folders*/,
                                 std::uint64_t /*messages*/) {}
    virtual void folder_started(const model::Mailbox& /*mailbox*/, const model::Folder& /*folder*/,
                                std::size_t /*messages*/) {}
    virtual void advanced(const Progress& /*progress*/) {}  // after every message: must cost next to nothing
    virtual void folder_finished(const model::Mailbox& /*mailbox*/, const FolderResult& /*folder*/) {}
    virtual void found(const std::string& /*mailbox*/, const Finding& /*finding*/) {}
    virtual void lost(const std::string& /*mailbox*/, const std::string& /*target*/, const Finding& /*loss*/) {}
    virtual void failed(const Failure& /*failure*/) {}
    virtual void mailbox_finished(const MailboxResult& /*mailbox*/) {}
};

}  // namespace restante::pipeline
