#include "web/browser.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace restante::web {
namespace {

// A file of this user alone with that content; "" when there can be none.
std::string private_file(const std::string& content) {
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    std::string name = std::string(runtime != nullptr ? runtime : "/tmp") + "/restante-XXXXXX.html";
    const int file = ::mkstemps(name.data(), 5);
    if (file < 0) return {};
    const bool written = ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
    ::close(file);
    if (written) return name;
    ::unlink(name.c_str());
    return {};
}

void start(const std::string& file) {
    std::string program = "xdg-open", argument = file;
    std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    // What a browser says is of no interest here.
    for (const int stream : {0, 1, 2}) ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
}

}  // namespace

BrowserStart::BrowserStart(const std::string& link) {
    const bool has_screen = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (link.empty() || !has_screen) return;
    file_ = private_file("<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=\"0;url=" + link +
                         "\"><title>restante</title>\n");
    if (!file_.empty()) start(file_);
}

BrowserStart::~BrowserStart() {
    if (!file_.empty()) ::unlink(file_.c_str());
}

}  // namespace restante::web
