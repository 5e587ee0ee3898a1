#include "service/sandbox/file_rights.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace restante::service {
namespace {

// Rights of later kernels, which the headers we are built with need not know.
constexpr std::uint64_t kRefer = 1ULL << 13U, kTruncate = 1ULL << 14U, kDeviceControl = 1ULL << 15U;
constexpr std::uint64_t kReadFiles = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kRead = kReadFiles | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWriteFiles = LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
constexpr std::uint64_t kWrite = kRead | kWriteFiles | kRefer | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr std::uint64_t kFirstVersion = (1ULL << 13U) - 1;  // all rights of the first version, to start programs too

// What the C library, ICU, TLS and Kerberos look up. Nothing in them is secret.
constexpr std::array kSystemFiles{"/usr/share",
                                  "/usr/lib",
                                  "/lib",
                                  "/lib64",
                                  "/etc/localtime",
                                  "/etc/ssl",
                                  "/etc/hosts",
                                  "/etc/resolv.conf",
                                  "/etc/host.conf",
                                  "/etc/gai.conf",
                                  "/etc/services",
                                  "/etc/nsswitch.conf",
                                  "/etc/passwd",
                                  "/etc/ld.so.cache",
                                  "/etc/krb5.conf",
                                  "/etc/krb5.conf.d",
                                  "/etc/gss",
                                  "/dev/urandom",
                                  "/dev/random",
                                  "/usr/local/share",
                                  "/run/systemd/resolve",
                                  "/sys/devices/system/cpu"};
constexpr std::array kDevices{"/dev/null", "/dev/tty"};

std::uint64_t rights_of_version(long version) {
    std::uint64_t rights = kFirstVersion;
    if (version >= 2) rights |= kRefer;
    if (version >= 3) rights |= kTruncate;
    if (version >= 5) rights |= kDeviceControl;
    return rights;
}

class Ruleset {
public:
    explicit Ruleset(long version) : handled_(rights_of_version(version)) {
        landlock_ruleset_attr attributes{};
        attributes.handled_access_fs = handled_;
        // The one field every version has; later ones are longer.
        ruleset_ = static_cast<int>(
            ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0U));
    }
    Ruleset(const Ruleset&) = delete;
    Ruleset& operator=(const Ruleset&) = delete;
    ~Ruleset() {
        if (ruleset_ >= 0) ::close(ruleset_);
    }

    void allow(const std::string& path, std::uint64_t rights) const {
        const int place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
        if (place < 0) return;
        struct stat known{};
        if (::fstat(place, &known) == 0) {
            if (!S_ISDIR(known.st_mode)) rights &= kReadFiles | kWriteFiles | kDeviceControl;
            landlock_path_beneath_attr rule{};
            rule.allowed_access = rights & handled_;
            rule.parent_fd = place;
            ::syscall(SYS_landlock_add_rule, ruleset_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U);
        }
        ::close(place);
    }
    // errno of the kernel; 0: in force.
    [[nodiscard]] int enforce() const {
        if (ruleset_ < 0) return errno;
        return ::syscall(SYS_landlock_restrict_self, ruleset_, 0U) == 0 ? 0 : errno;
    }

private:
    std::uint64_t handled_;
    int ruleset_ = -1;
};

}  // namespace

std::string restrict_files(const SandboxNeeds& needs) {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0UL, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return "other files stay within reach: this kernel has no Landlock";
    const Ruleset ruleset(version);
    for (const char* const path : kSystemFiles) ruleset.allow(path, kRead);
    for (const char* const path : kDevices) ruleset.allow(path, kReadFiles | kWriteFiles | kDeviceControl);
    for (const std::string& path : needs.read) ruleset.allow(path, kRead);
    for (const std::string& path : needs.write) ruleset.allow(path, kWrite);
    for (const std::string& path : needs.empty) ruleset.allow(path, LANDLOCK_ACCESS_FS_REMOVE_DIR);
    if (const int number = ruleset.enforce(); number != 0)
        return "other files stay within reach: " + std::generic_category().message(number);
    return {};
}

}  // namespace restante::service
