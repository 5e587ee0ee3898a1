#include "pipeline/error_action.h"

#include <gtest/gtest.h>

namespace restante::pipeline {
namespace {

TEST(ErrorAction, SourceErrorsCostOneItem) {
    for (const Errc code : {Errc::truncated, Errc::bad_value, Errc::io, Errc::denied, Errc::too_large, Errc::cycle})
        EXPECT_EQ(action_for_source_error(code), Action::skip_item);
    EXPECT_EQ(action_for_source_error(Errc::cancelled), Action::stop_run);
}

TEST(ErrorAction, TargetErrorsByKind) {
    EXPECT_EQ(action_for_target_error(Errc::rejected), Action::skip_item);
    EXPECT_EQ(action_for_target_error(Errc::too_large), Action::skip_item);
    EXPECT_EQ(action_for_target_error(Errc::conflict), Action::stop_mailbox);
    for (const Errc code : {Errc::no_space, Errc::io, Errc::denied, Errc::unreachable, Errc::cancelled})
        EXPECT_EQ(action_for_target_error(code), Action::stop_run);
}

}  // namespace
}  // namespace restante::pipeline
