#include "service/forecast.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "service/preflight.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

// A directory that is gone, with all that is in it, when this is.
class TrialDirectory {
public:
    TrialDirectory() {
        std::error_code error;
        std::string name = (fs::temp_directory_path(error) / "restante-trial-XXXXXX").string();
        if (!error && ::mkdtemp(name.data()) != nullptr) path_ = std::move(name);
    }
    TrialDirectory(const TrialDirectory&) = delete;
    TrialDirectory& operator=(const TrialDirectory&) = delete;
    ~TrialDirectory() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const { return path_; }  // "": there can be none

private:
    std::string path_;
};

bool is_server(const std::string& scheme) { return scheme == "imap" || scheme == "imaps" || scheme == "ews"; }

// The same kind of target among the temporary files; of servers the files that hold what would be sent.
std::string trial_target(const std::string& uri, const std::string& directory) {
    const std::string scheme = uri.substr(0, uri.find(':'));
    if (is_server(scheme)) return "eml:" + directory + "/mail";
    const std::size_t parameters = uri.find('?');
    return scheme + ":" + directory + "/mail" + (parameters == std::string::npos ? "" : uri.substr(parameters));
}

// Ends the trial when it has gone on long enough, and takes down what it shows.
class Trial final : public Observer {
public:
    Trial(Forecast& result, const std::atomic<bool>& cancel) : result_(result), cancel_(cancel) {}

    void advanced(const pipeline::Progress& progress) override {
        result_.messages = progress.messages;
        result_.bytes = progress.bytes;
        if (cancel_ || progress.bytes > Forecast::kLargestTrial || seconds_since(begun_) > Forecast::kLongestTrial)
            stop_ = true;
    }
    void lost(const std::string& mailbox, const std::string& /*target*/, const Finding& loss) override {
        if (result_.losses.size() < Forecast::kMostLosses)
            result_.losses.push_back({mailbox, loss});
        else
            ++result_.untold_losses;
    }
    [[nodiscard]] const std::atomic<bool>& stop() const { return stop_; }

private:
    Forecast& result_;
    const std::atomic<bool>& cancel_;
    std::atomic<bool> stop_{false};
    Clock::time_point begun_ = Clock::now();
};

// What a server adds to the beginning of a migration, divided by the answers it gives there.
Outcome<double> answer_of(const MigrateRequest& to_server, const MigrateRequest& to_files) {
    auto begun = Clock::now();
    if (const auto tested = preflight(to_server); !tested) return tl::unexpected(tested.error());
    const double with_server = seconds_since(begun);
    begun = Clock::now();
    if (const auto tested = preflight(to_files); !tested) return tl::unexpected(tested.error());
    return std::max(0.0, with_server - seconds_since(begun)) / Forecast::kAnswersOfATest;
}

double share(std::uint64_t whole, std::uint64_t part) {
    return part == 0 || whole <= part ? 1 : static_cast<double>(whole) / static_cast<double>(part);
}

}  // namespace

Outcome<Forecast> forecast(const MigrateRequest& request, const ForecastSize& size, const std::atomic<bool>& cancel) {
    const TrialDirectory directory;
    if (directory.path().empty()) return refuse(ExitCode::io, "there is no room for temporary files");
    MigrateRequest trial = request;
    trial.dry_run = false;
    trial.targets = {trial_target(request.targets.front(), directory.path())};
    trial.ledger = directory.path() + "/ledger.sqlite";
    trial.report_directory = directory.path();
    trial.only_missing = false;
    const std::string scheme = request.targets.front().substr(0, request.targets.front().find(':'));
    Forecast result;
    result.tried_with = trial.targets.front().substr(0, trial.targets.front().find(':'));
    if (is_server(scheme)) {
        const auto answer = answer_of(request, trial);
        if (!answer) return tl::unexpected(answer.error());
        result.answer = *answer;
    }
    Trial observer(result, cancel);
    const auto begun = Clock::now();
    const auto outcome = migrate(trial, observer, observer.stop());
    if (!outcome) return tl::unexpected(outcome.error());
    result.seconds = seconds_since(begun);
    result.whole = !observer.stop();
    const double by_messages = share(size.messages, result.messages), by_bytes = share(size.bytes, result.bytes);
    result.low = result.seconds * (result.whole ? 1 : std::min(by_messages, by_bytes));
    result.high = result.seconds * (result.whole ? 1 : std::max(by_messages, by_bytes));
    result.high += result.answer * static_cast<double>(size.messages);
    return result;
}

}  // namespace restante::service
