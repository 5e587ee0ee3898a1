// For tests: a target directory that goes away, and a plain message.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "model/message.h"

namespace restante::targets::testing {

class Scratch {
public:
    Scratch() {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::path(::testing::TempDir()) /
                (std::string("restante-") + test->test_suite_name() + "-" + test->name());
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] std::string path() const { return path_.string(); }
    // Names in it, hidden ones too, sorted.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }

private:
    std::filesystem::path path_;
};

inline model::Message note(const std::string& id, const std::string& subject, const std::string& body = "text") {
    model::Message message;
    message.id = id;
    message.class_name = "IPM.Microsoft Mail.Note";
    message.subject = subject;
    message.body = body;
    message.from = {{"John Doe", "MS", "ACME/HQ/JDOE", model::AddressKind::resolved}};
    message.sent = LocalTime{1995, 8, 30, 10, 11, 12};
    message.received = LocalTime{1995, 8, 30, 10, 15, 0};
    return message;
}

}  // namespace restante::targets::testing
