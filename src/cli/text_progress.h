// Progress for people, on standard error: one status line on a terminal, a line now and then elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "service/migrate.h"

namespace restante::cli {

struct Verbosity {
    bool quiet = false;        // errors only
    bool verbose = false;      // every folder and finding
    bool no_progress = false;  // no status line, no lines now and then
};

class TextProgress final : public service::Observer {
public:
    explicit TextProgress(Verbosity verbosity);

    void run_started(const sources::SourceDescription& source, std::size_t mailboxes,
                     const pipeline::Progress& totals) override;
    void folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) override;
    void advanced(const pipeline::Progress& progress) override;
    void found(const std::string& mailbox, const Finding& finding) override;
    void lost(const std::string& mailbox, const std::string& target, const Finding& loss) override;
    void failed(const pipeline::Failure& failure) override;

    void finish();  // removes the status line

private:
    using Clock = std::chrono::steady_clock;
    void line(const std::string& text);
    void tell(const std::string& whose, const Finding& finding);
    void show(const pipeline::Progress& progress, Clock::time_point now);

    Verbosity verbosity_;
    bool terminal_;
    bool status_shown_ = false;
    std::size_t lines_told_ = 0;
    Clock::time_point start_, next_;
    std::string folder_;  // the one in hand, printable
};

// "1,234 of 5,000 messages (24%), 12,345/s, 0:12 left"
[[nodiscard]] std::string progress_text(const pipeline::Progress& progress, double seconds);
// The same with the folder, in at most `columns` columns: "24%, 0:12 left" where there is no room for more.
[[nodiscard]] std::string status_text(const pipeline::Progress& progress, double seconds, std::string_view folder,
                                      std::size_t columns);

}  // namespace restante::cli
