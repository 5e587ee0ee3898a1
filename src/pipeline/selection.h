// What the user wants of a source.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "model/folder.h"
#include "model/mailbox.h"
#include "model/message.h"

namespace restante::pipeline {

struct Selection {
    std::vector<std::string> users{};    // globs on the mailbox name, case does not matter; empty: all
    std::vector<std::string> exclude{};  // the same, stronger than users
    std::vector<std::string> folders{};  // globs on "Projects/Alpha", sub-folders included; empty: all
    std::optional<LocalTime> since{};    // inclusive
    std::optional<LocalTime> until{};    // exclusive
    bool mail = true, shared = true, contacts = true, calendar = true;
    bool ole = true;  // attachments that are OLE objects
};

// A Selection made ready for use. Remembers which patterns have matched, so that one that never does can be reported.
// Thread-safe, but for the questions about what matched nothing, which are for the end.
class Selector {
public:
    explicit Selector(const Selection& selection);
    Selector(const Selector& other);  // with what matched so far
    Selector& operator=(const Selector&) = delete;
    ~Selector() = default;

    bool wants_mailbox(const model::Mailbox& mailbox);
    bool wants_folder(const model::Folder& folder);
    // By the received date, else the sent one; undated messages always pass.
    [[nodiscard]] bool wants_date(const model::Message& message) const;
    [[nodiscard]] bool wants_contacts() const { return selection_.contacts; }
    [[nodiscard]] bool wants_ole() const { return selection_.ole; }

    // The options given to leave something out that met nothing to leave out; `appointments`: those of the source.
    [[nodiscard]] std::vector<std::string> idle_options(std::uint64_t appointments) const;

    [[nodiscard]] std::vector<std::string> unmatched_users() const { return unmatched(users_); }
    [[nodiscard]] std::vector<std::string> unmatched_folders() const { return unmatched(folders_); }

private:
    struct Pattern {
        std::string text;    // as given
        std::string folded;  // fold_case
        bool matched = false;
    };
    static std::vector<Pattern> fold(const std::vector<std::string>& patterns);
    static bool any_matches(std::vector<Pattern>& patterns, const std::string& folded);
    static std::vector<std::string> unmatched(const std::vector<Pattern>& patterns);

    Selection selection_;
    std::mutex mutex_;  // of what was matched
    std::vector<Pattern> users_, exclude_, folders_;
    bool shared_seen_ = false;
};

}  // namespace restante::pipeline
