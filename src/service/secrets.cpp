#include "service/secrets.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <utility>

namespace restante::service {
namespace {

constexpr std::size_t kLongestSecret = std::size_t{64} * 1024;  // bytes; tokens have some thousands

std::string first_line_of(std::string text) {
    text.resize(std::min(text.size(), text.find('\n')));
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

Result<std::string> from_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kLongestSecret, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (!file.is_open() || file.bad()) return fail(Errc::usage, path + ": the secret cannot be read");
    return first_line_of(std::move(text));
}

Result<std::string> from_command(const std::string& command) {
    std::FILE* output = ::popen(command.c_str(), "re");
    if (output == nullptr) return fail(Errc::usage, "--secret-command cannot be run");
    std::string text(kLongestSecret, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), output));
    const int status = ::pclose(output);
    if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(
            Errc::usage,
            fmt::format("--secret-command failed{}",
                        status != -1 && WIFEXITED(status) ? fmt::format(" with code {}", WEXITSTATUS(status)) : ""));
    return first_line_of(std::move(text));
}

// The terminal with its echo switched off, as long as it lives.
class SilentTerminal {
public:
    SilentTerminal() : terminal_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
        if (terminal_ < 0 || ::tcgetattr(terminal_, &before_) != 0) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silenced_ = ::tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    ~SilentTerminal() {
        if (silenced_) {
            ::tcsetattr(terminal_, TCSAFLUSH, &before_);
            say("\n");
        }
        if (terminal_ >= 0) ::close(terminal_);
    }

    [[nodiscard]] bool usable() const { return silenced_; }
    void say(std::string_view text) const {
        if (::write(terminal_, text.data(), text.size()) < 0) return;  // the answer tells whether it was seen
    }
    std::optional<std::string> line() const {
        std::string text;
        char letter = 0;
        while (text.size() < kLongestSecret && ::read(terminal_, &letter, 1) == 1) {
            if (letter == '\n') return text;
            text += letter;
        }
        return std::nullopt;
    }

private:
    int terminal_;
    termios before_{};
    bool silenced_ = false;
};

Result<std::string> from_terminal(const std::string& login) {
    const SilentTerminal terminal;
    if (!terminal.usable())
        return fail(Errc::usage, fmt::format("no password for {}: set RESTANTE_PASSWORD or RESTANTE_TOKEN, or give "
                                             "--secret-file or --secret-command",
                                             login));
    terminal.say(fmt::format("Password for {}: ", login));
    auto line = terminal.line();
    if (!line) return fail(Errc::usage, "no password was typed for " + login);
    return std::move(*line);
}

}  // namespace

targets::SecretSource secret_source(SecretPlaces places) {
    return [places = std::move(places)](const std::string& login) -> Result<targets::Secret> {
        if (!places.file.empty()) return targets::Secret{TRY(from_file(places.file)), false};
        if (!places.command.empty()) return targets::Secret{TRY(from_command(places.command)), false};
        if (const char* token = std::getenv("RESTANTE_TOKEN")) return targets::Secret{token, true};
        if (const char* password = std::getenv("RESTANTE_PASSWORD")) return targets::Secret{password, false};
        return targets::Secret{TRY(from_terminal(login)), false};
    };
}

void use_instead(const SecretPlaces& given, std::string& file, std::string& command) {
    if (given.file.empty() && given.command.empty()) return;
    file = given.file;
    command = given.command;
}

}  // namespace restante::service
