#include "cli/text_progress.h"

#include <fmt/format.h>

#include "base/display_width.h"
#include "cli/output.h"

namespace restante::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kTerminalEvery = 200ms;
constexpr auto kLogEvery = 10s;
constexpr std::size_t kMostLines = 20;     // the report has them all
constexpr std::size_t kFolderColumns = 8;  // less of a folder's name is not worth showing

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3;) text.insert(i -= 3, ",");
    return text;
}

double rate_of(const pipeline::Progress& progress, double seconds) {
    return seconds <= 0 ? 0 : static_cast<double>(progress.messages) / seconds;
}

// "0:12 left"; "" when nobody can tell or nothing is left.
std::string time_left(const pipeline::Progress& progress, double rate) {
    if (rate <= 0 || progress.messages >= progress.messages_total) return "";
    const auto left =
        static_cast<std::uint64_t>(static_cast<double>(progress.messages_total - progress.messages) / rate);
    return fmt::format("{}:{:02} left", left / 60, left % 60);
}

std::uint64_t percent(const pipeline::Progress& progress) {
    return progress.messages_total == 0 ? 100 : progress.messages * 100 / progress.messages_total;
}

}  // namespace

std::string progress_text(const pipeline::Progress& progress, double seconds) {
    std::string text = grouped(progress.messages) + " of " + grouped(progress.messages_total) + " messages";
    if (progress.messages_total != 0) text += fmt::format(" ({}%)", percent(progress));
    const double rate = rate_of(progress, seconds);
    if (rate <= 0) return text;
    text += fmt::format(", {}/s, {:.1f} MB/s", grouped(static_cast<std::uint64_t>(rate)),
                        static_cast<double>(progress.bytes) / seconds / 1e6);
    const std::string left = time_left(progress, rate);
    return left.empty() ? text : text + ", " + left;
}

std::string status_text(const pipeline::Progress& progress, double seconds, std::string_view folder,
                        std::size_t columns) {
    std::string text = progress_text(progress, seconds);
    if (text.size() > columns) {
        const std::string left = time_left(progress, rate_of(progress, seconds));
        return cut_to_width(fmt::format("{}%{}{}", percent(progress), left.empty() ? "" : ", ", left), columns);
    }
    if (folder.empty() || text.size() + 2 + kFolderColumns > columns) return text;
    return text + ", " + cut_to_width(folder, columns - text.size() - 2);
}

TextProgress::TextProgress(Verbosity verbosity)
    : verbosity_(verbosity),
      terminal_(error_is_terminal()),
      start_(Clock::now()),
      next_(start_ + (terminal_ ? Clock::duration(kTerminalEvery) : Clock::duration(kLogEvery))) {
    if (verbosity.quiet) verbosity_.no_progress = true;
}

void TextProgress::run_started(const sources::SourceDescription& source, std::size_t mailboxes,
                               const pipeline::Progress& totals) {
    if (!verbosity_.verbose) return;
    line(fmt::format("{}: {} mailboxes, {} messages", source.path, mailboxes, totals.messages_total));
}

void TextProgress::folder_started(const model::Mailbox& mailbox, const model::Folder& folder, std::size_t messages) {
    folder_ = printable(model::display_path(folder));
    if (!verbosity_.verbose) return;
    line(fmt::format("{}: {}: {} messages", mailbox.name, model::display_path(folder), messages));
}

void TextProgress::advanced(const pipeline::Progress& progress) {
    if (verbosity_.no_progress) return;
    if (const auto now = Clock::now(); now >= next_) show(progress, now);
}

void TextProgress::show(const pipeline::Progress& progress, Clock::time_point now) {
    const double seconds = std::chrono::duration<double>(now - start_).count();
    if (terminal_) {
        // The last column stays free: writing there moves some terminals to the next line.
        write_error("\r\x1b[K" + status_text(progress, seconds, folder_, error_columns() - 1));
        status_shown_ = true;
        next_ = now + kTerminalEvery;
    } else {
        write_error(progress_text(progress, seconds) + "\n");
        next_ = now + kLogEvery;
    }
}

void TextProgress::found(const std::string& mailbox, const Finding& finding) { tell(mailbox, finding); }

void TextProgress::lost(const std::string& mailbox, const std::string& target, const Finding& loss) {
    tell(mailbox + " to " + target, loss);
}

void TextProgress::failed(const pipeline::Failure& failure) {
    std::string text(name_of(failure.kind));
    for (const std::string* part : {&failure.mailbox, &failure.item})
        if (!part->empty()) text += " " + *part;
    if (failure.count != 1) text += fmt::format(" and {} more", failure.count - 1);
    line(fmt::format("not delivered: {}{}: {}", text, failure.target.empty() ? "" : " to " + failure.target,
                     failure.error.describe()));
}

void TextProgress::tell(const std::string& whose, const Finding& finding) {
    if (!verbosity_.verbose && (verbosity_.quiet || finding.severity() == Severity::info)) return;
    std::string text = fmt::format("{} {}: {}", message_text(finding.id).code, name_of(finding.severity()), whose);
    if (!finding.item.empty()) text += " " + finding.item;
    if (finding.offset) text += fmt::format(" @0x{:x}", *finding.offset);
    line(text + ": " + finding.text);
}

void TextProgress::line(const std::string& text) {
    if (!verbosity_.verbose && ++lines_told_ > kMostLines) {
        if (lines_told_ == kMostLines + 1) write_error("more findings: see the report\n");
        return;
    }
    finish();
    write_error(printable(text) + "\n");
}

void TextProgress::finish() {
    if (status_shown_) write_error("\r\x1b[K");
    status_shown_ = false;
}

}  // namespace restante::cli
