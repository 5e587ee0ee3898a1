#include "service/control_request.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace restante::service {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class ControlRequestTest : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(directory_); }
    void TearDown() override { fs::remove_all(directory_); }

    [[nodiscard]] std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(directory_ / name, std::ios::binary) << content;
        return (directory_ / name).string();
    }
    Outcome<Names> apply(const std::string& content) {
        return apply_control_file(file("control.txt", content), request_);
    }

    fs::path directory_ = fs::temp_directory_path() / ("restante-control-" + std::to_string(::getpid()));
    MigrateRequest request_{};
};

TEST_F(ControlRequestTest, AWholeRunToPstFiles) {
    const std::string accounts = file("sales.txt", "JDOE\r\nA*B\r\nM\xDCLLER\r\n");
    const auto notes = apply("Mode,MSMAILPC\r\nFunction,FULL\r\nPostoffice,/mnt/m\r\nAccounts," + accounts +
                             "\r\nImportDestination,PST\r\nPSTPath,/pst\r\nEmailStart,19940101000000\r\n"
                             "EmailEnd,19951231235959\r\nPublic,FALSE\r\n");
    ASSERT_TRUE(notes.has_value()) << notes.error().text;
    EXPECT_TRUE(notes->empty());
    EXPECT_EQ(request_.source, "/mnt/m");
    EXPECT_EQ(request_.targets, Names{"pst:/pst"});
    EXPECT_EQ(request_.selection.users, (Names{"JDOE", "A\\*B", "MÜLLER"}));
    EXPECT_EQ(request_.selection.since, (LocalTime{1994, 1, 1, 0, 0, 0}));
    EXPECT_EQ(request_.selection.until, (LocalTime{1996, 1, 1, 0, 0, 0}));
    EXPECT_FALSE(request_.selection.shared);
    EXPECT_TRUE(request_.selection.mail && request_.selection.contacts && request_.selection.calendar);
}

TEST_F(ControlRequestTest, TheCommandLineWins) {
    request_.source = "office";
    request_.targets = {"maildir:out"};
    request_.selection.users = {"ANN"};
    request_.selection.contacts = false;
    request_.selection.since = LocalTime{1990, 1, 1, 0, 0, 0};
    const auto notes = apply(
        "Mode,MSMAILPC\r\nPostoffice,M:\\\r\nAccounts,nowhere\r\nImportDestination,PST\r\n"
        "PSTPath,D:\\\r\nPAB,TRUE\r\nEmailStart,19940101000000\r\n");
    ASSERT_TRUE(notes.has_value()) << notes.error().text;
    EXPECT_EQ(request_.source, "office");
    EXPECT_EQ(request_.targets, Names{"maildir:out"});
    EXPECT_EQ(request_.selection.users, Names{"ANN"});
    EXPECT_FALSE(request_.selection.contacts);
    EXPECT_EQ(request_.selection.since, (LocalTime{1990, 1, 1, 0, 0, 0}));
}

TEST_F(ControlRequestTest, Q197397WhatIsNotDoneIsToldKeywordByKeyword) {
    request_.targets = {"maildir:out"};
    const auto notes = apply(
        "Mode,FILE\r\nFile,SET.PKL\r\nHome-Server,ONE\r\nNTAccounts,RANDOM\r\nColour,blue\r\n"
        "GWRTF,TRUE\r\nSchdStart,19960101000000\r\n");
    ASSERT_TRUE(notes.has_value()) << notes.error().text;
    EXPECT_EQ(request_.source, "SET.PKL");
    ASSERT_EQ(notes->size(), 4U);
    EXPECT_EQ(notes->at(0), "line 5: the keyword Colour is not known; it was passed over");
    EXPECT_NE(notes->at(1).find("GWRTF"), std::string::npos);
    EXPECT_TRUE(notes->at(2).starts_with("Home-Server, NTAccounts: "));
    EXPECT_TRUE(notes->at(3).starts_with("SchdStart"));
}

TEST_F(ControlRequestTest, B09WhatCannotBeObeyedIsRefused) {
    struct Case {
        const char* text;
        ExitCode code;
        const char* words;
    };
    const Case cases[] = {
        {"Postoffice,M:\\\r\n", ExitCode::usage, "Mode"},
        {"Mode,NOTES\r\n", ExitCode::usage, "NOTES"},
        {"Mode,MSMAILPC\r\nFunction,EXTRACT\r\n", ExitCode::usage, "restante users"},
        {"Mode,MSMAILPC\r\n", ExitCode::usage, "Postoffice"},
        {"Mode,FILE\r\n", ExitCode::usage, "File"},
        {"Mode,MSMAILPC\r\nFunction,IMPORT\r\nPostoffice,m\r\n", ExitCode::usage, "File"},
        {"Mode,MSMAILPC\r\nPostoffice,m\r\n", ExitCode::usage, "--to"},
        {"Mode,MSMAILPC\r\nPostoffice,m\r\nImportDestination,PST\r\n", ExitCode::usage, "PSTPath"},
        {"Mode,FILE\r\nFile,x\r\nImportDestination,PST\r\nPSTPath,p\r\nAccounts,/nowhere/x\r\n", ExitCode::bad_source,
         "nowhere"},
    };
    for (const Case& one : cases) {
        request_ = {};
        const auto refused = apply(one.text);
        ASSERT_FALSE(refused.has_value()) << one.text;
        EXPECT_EQ(refused.error().code, one.code) << one.text;
        EXPECT_NE(refused.error().text.find(one.words), std::string::npos) << refused.error().text;
        EXPECT_NE(refused.error().text.find("control.txt"), std::string::npos) << refused.error().text;
    }
    EXPECT_EQ(apply_control_file("/nowhere/control.txt", request_).error().code, ExitCode::bad_source);
}

}  // namespace
}  // namespace restante::service
