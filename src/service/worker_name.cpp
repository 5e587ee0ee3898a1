#include "service/worker_name.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string_view>

namespace restante::service {
namespace {

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
    return name.data();
}

// The 22nd field of /proc/PID/stat; process numbers are used again, their start is not. "0" when nobody knows.
std::string start_of(long process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    const std::string stat{std::istreambuf_iterator<char>(file), {}};
    std::size_t at = stat.rfind(')');  // the name before it may hold anything
    if (at == std::string::npos) return "0";
    for (int field = 2; field < 22 && at != std::string::npos; ++field) at = stat.find(' ', at + 1);
    if (at == std::string::npos) return "0";
    return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
}

}  // namespace

std::string own_worker_name() {
    const long process = ::getpid();
    return fmt::format("{}/{}/{}", host_name(), process, start_of(process));
}

bool is_dead(const std::string& worker) {
    const std::string mine = host_name() + "/";
    if (!worker.starts_with(mine)) return false;
    const std::string_view rest = std::string_view(worker).substr(mine.size());
    long process = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), process);
    if (error != std::errc() || end == rest.data() + rest.size() || *end != '/') return false;
    if (::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) return true;
    const std::string_view start = rest.substr(static_cast<std::size_t>(end - rest.data()) + 1);
    const std::string now = start_of(process);
    return now != "0" && start.substr(0, start.find('.')) != now;
}

}  // namespace restante::service
