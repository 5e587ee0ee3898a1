// A fresh place for a ledger in each of the two databases, for tests.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace restante::ledger {

// The settings line `key` of the PostgreSQL of the tests, which is started when it does not run.
inline std::string postgres_setting(const std::string& key) {
    const std::string command = std::string(RESTANTE_TESTS) + "/servers/postgresql start 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::array<char, 512> line{};
    while (pipe && std::fgets(line.data(), line.size(), pipe.get()) != nullptr) {
        std::string text(line.data());
        if (!text.starts_with(key + "=")) continue;
        text.erase(0, key.size() + 1);
        while (!text.empty() && text.back() == '\n') text.pop_back();
        return text;
    }
    return {};
}

class ScratchLedger {
public:
    explicit ScratchLedger(const std::string& kind) {
        static std::atomic<int> number{0};
        const std::string name = "ledger_test_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
        if (kind == "sqlite") {
            directory_ = std::filesystem::temp_directory_path() / name;
            std::filesystem::create_directories(directory_);
            place_ = (directory_ / "ledger.sqlite").string();
            return;
        }
        const std::string server = postgres_setting("URL");
        auto database = open_postgres(server);
        if (!database) throw std::runtime_error("no PostgreSQL: " + database.error().describe());
        auto made = (*database)->run("CREATE DATABASE " + name);
        if (!made) throw std::runtime_error(made.error().describe());
        server_ = server;
        name_ = name;
        place_ = server.substr(0, server.rfind('/') + 1) + name;
    }
    ScratchLedger(const ScratchLedger&) = delete;
    ScratchLedger& operator=(const ScratchLedger&) = delete;
    ~ScratchLedger() {
        std::error_code ignored;
        if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
        if (name_.empty()) return;
        if (auto database = open_postgres(server_)) (void)(*database)->run("DROP DATABASE " + name_ + " WITH (FORCE)");
    }

    [[nodiscard]] const std::string& place() const { return place_; }
    [[nodiscard]] std::unique_ptr<Ledger> open() const {
        auto ledger = open_ledger(place_);
        if (!ledger) throw std::runtime_error(ledger.error().describe());
        return std::move(*ledger);
    }

private:
    std::filesystem::path directory_;
    std::string server_, name_, place_;
};

}  // namespace restante::ledger
