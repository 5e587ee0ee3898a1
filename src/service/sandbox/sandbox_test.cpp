#include "service/sandbox/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

namespace restante::service {
namespace {

namespace fs = std::filesystem;

constexpr int kMissing = 77;  // this kernel lacks something

// Directories of a test: one to read, one to write, one that is none of its business.
class Sandbox : public testing::Test {
protected:
    Sandbox() {
        std::string name = (fs::temp_directory_path() / "restante-sandbox-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no directory";
        place_ = name;
        for (const char* part : {"read", "write", "other"}) {
            fs::create_directory(place_ / part);
            std::ofstream(place_ / part / "file") << part;
        }
    }
    ~Sandbox() override { fs::remove_all(place_); }

    // What a process of its own answers from within the sandbox.
    [[nodiscard]] int inside(const std::function<int()>& act, bool network = false) const {
        const pid_t child = ::fork();
        if (child == 0) {
            const auto missing =
                enter_sandbox({{(place_ / "read").string()}, {(place_ / "write").string()}, {}, network});
            ::_exit(missing.empty() ? act() : kMissing);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    // errno of opening it; 0: it was opened.
    [[nodiscard]] std::function<int()> opening(const char* path, int flags) const {
        return [path = (place_ / path).string(), flags] { return ::open(path.c_str(), flags, 0600) < 0 ? errno : 0; };
    }
    [[nodiscard]] bool usable() const {
        return inside([] { return 0; }) != kMissing;
    }

    fs::path place_;
};

TEST_F(Sandbox, LetsReadAndWriteWhatWasNamed) {
    if (!usable()) GTEST_SKIP() << "this kernel has no Landlock or no seccomp";
    EXPECT_EQ(inside(opening("read/file", O_RDONLY)), 0);
    EXPECT_EQ(inside(opening("write/file", O_RDWR | O_TRUNC)), 0);
    EXPECT_EQ(inside(opening("write/new", O_RDWR | O_CREAT)), 0);
    EXPECT_EQ(inside([this] {
                  return ::rename((place_ / "write/new").c_str(), (place_ / "write/final").c_str()) != 0 ? errno : 0;
              }),
              0);
}

TEST_F(Sandbox, RefusesOtherFiles) {
    if (!usable()) GTEST_SKIP() << "this kernel has no Landlock or no seccomp";
    EXPECT_EQ(inside(opening("other/file", O_RDONLY)), EACCES);
    EXPECT_EQ(inside(opening("other/new", O_RDWR | O_CREAT)), EACCES);
    EXPECT_EQ(inside(opening("read/file", O_RDWR)), EACCES);
    EXPECT_EQ(inside(opening("read/new", O_RDWR | O_CREAT)), EACCES);
    EXPECT_EQ(inside([this] { return ::unlink((place_ / "read/file").c_str()) != 0 ? errno : 0; }), EACCES);
    EXPECT_EQ(inside([] { return ::open("/etc/shadow", O_RDONLY) < 0 ? errno : 0; }), EACCES);
}

TEST_F(Sandbox, RefusesOtherProgramsAndProcesses) {
    if (!usable()) GTEST_SKIP() << "this kernel has no Landlock or no seccomp";
    EXPECT_EQ(inside([] {
                  const char* const arguments[] = {"/bin/true", nullptr};
                  ::execv(arguments[0], const_cast<char* const*>(arguments));
                  return errno;
              }),
              EPERM);
    EXPECT_EQ(inside([] { return ::fork() < 0 ? errno : 0; }), EPERM);
    EXPECT_EQ(inside([] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) < 0 ? errno : 0; }), EPERM);
}

TEST_F(Sandbox, RefusesTheNetworkUnlessItIsNeeded) {
    if (!usable()) GTEST_SKIP() << "this kernel has no Landlock or no seccomp";
    const auto dial = [] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0; };
    EXPECT_EQ(inside(dial), EACCES);
    EXPECT_EQ(inside(dial, true), 0);
}

TEST_F(Sandbox, LetsStartThreadsWhichAreBoundAsWell) {
    if (!usable()) GTEST_SKIP() << "this kernel has no Landlock or no seccomp";
    EXPECT_EQ(inside([this] {
                  int answer = 0;
                  std::thread([&] { answer = opening("other/file", O_RDONLY)(); }).join();
                  return answer;
              }),
              EACCES);
}

TEST_F(Sandbox, PassesOverPlacesThatAreNotThere) {
    if (!usable()) GTEST_SKIP() << "this kernel has no Landlock or no seccomp";
    EXPECT_EQ(inside(opening("nowhere/file", O_RDONLY)), ENOENT);
}

}  // namespace
}  // namespace restante::service
