#include "cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace restante::cli {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;
constexpr std::size_t kUsualColumns = 80;  // for terminals that do not know their size

int write_all(int descriptor, std::string_view text) {  // 0 or errno
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

}  // namespace

void Output::write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kBuffer) flush();
}

void Output::flush() {
    if (error_ == 0) error_ = write_all(STDOUT_FILENO, buffer_);
    buffer_.clear();
}

int Output::finish(int code) {
    flush();
    if (error_ == 0) return code;
    if (error_ != EPIPE) complain(std::string("standard output: ") + std::strerror(error_));
    return 74;
}

void write_error(std::string_view text) { static_cast<void>(write_all(STDERR_FILENO, text)); }

void complain(std::string_view sentence) {
    const std::string prefix = may_use_colour() ? "\x1b[31mrestante:\x1b[0m " : "restante: ";
    write_error(prefix + printable(sentence) + "\n");
}

bool error_is_terminal() {
    const char* terminal = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

std::size_t error_columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0 ? size.ws_col : kUsualColumns;
}

bool may_use_colour() {
    const char* no_colour = std::getenv("NO_COLOR");
    return error_is_terminal() && (no_colour == nullptr || *no_colour == '\0');
}

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (c1) ++i;  // U+0080-U+009F: some terminals obey them
        shown += byte < 0x20 || byte == 0x7F || c1 ? '?' : text[i];
    }
    return shown;
}

}  // namespace restante::cli
