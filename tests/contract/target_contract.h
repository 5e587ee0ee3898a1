// The suite every target must pass. A target takes part with one row: how to open it, and how to read back what it
// wrote. See targets_test.cpp for the rows.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "targets/target.h"

namespace restante::testing {

struct ReadAttachment {
    std::string name{}, content{};
};

struct ReadMessage {
    std::string item_id{};  // as given to add_message
    std::string subject{};
    std::string body{};  // line ends as LF
    bool read = false, draft = false;
    std::vector<std::string> folder{};  // it came from, as it says itself
    std::vector<ReadAttachment> attachments{};
};

struct ReadFolder {
    std::vector<std::string> path{};
    std::vector<ReadMessage> messages{};
};

struct TargetUnderTest {
    std::string name{};
    std::function<Result<std::unique_ptr<targets::Target>>(const std::string& place, const targets::TargetOptions&)>
        open{};
    // Folders of the only mailbox that was written to `place`; visible and hidden.
    std::function<std::vector<ReadFolder>(const std::string& place)> read_back{};
    bool keeps_final_line_end = true;  // false: a body without line end at its end may get one
    bool is_directory = true;          // `place` is a directory of files: foreign content and full disks apply
    std::function<void(const std::string& place)> clear{};  // takes away what lies elsewhere
};

// Every target of this build, for INSTANTIATE_TEST_SUITE_P.
[[nodiscard]] std::vector<TargetUnderTest> targets_under_test();

}  // namespace restante::testing
