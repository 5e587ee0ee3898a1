#include "sources/detect.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file_content_test.h"

namespace restante::sources {
namespace {

using namespace std::string_view_literals;

FileKind detect_file(const ByteVector& file) {
    return detect(Bytes(file).first(std::min(file.size(), kDetectionBytes)), file.size());
}

ByteVector sample(const std::string& name) {
    return test_files::bytes_of(std::filesystem::path(RESTANTE_TESTS) / "samples" / "mmf" / (name + ".mmf"));
}

TEST(Detect, MessageFilesHealthyAndDamaged) {
    EXPECT_EQ(detect_file(sample("basic")), FileKind::mmf);
    EXPECT_EQ(detect_file(sample("altcipher-conv-512")), FileKind::mmf);
    EXPECT_EQ(detect_file(sample("corrupt/both-maps-garbage")), FileKind::mmf);
    for (const std::string name : {"bad-magic", "header-zeroed", "compressed-hdr0", "many600-hdr0"})
        EXPECT_EQ(detect_file(sample("corrupt/" + name)), FileKind::damaged_mmf) << name;
}

TEST(Detect, WipedHeaderOfEveryHealthySampleIsRecognised) {
    const std::filesystem::path folder = std::filesystem::path(RESTANTE_TESTS) / "samples" / "mmf";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".mmf") continue;
        ByteVector file = test_files::bytes_of(entry.path());
        std::fill_n(file.begin(), 0x200, std::uint8_t{0});
        EXPECT_EQ(detect_file(file), FileKind::damaged_mmf) << entry.path();
        if (entry.path().stem() == "many-600") continue;  // its map has moved: only the zeros give it away
        std::fill_n(file.begin(), 0x200, std::uint8_t{0xAA});
        EXPECT_EQ(detect_file(file), FileKind::damaged_mmf) << entry.path();
    }
}

TEST(Detect, SaysWhatOtherFilesLookLike) {
    struct Row {
        std::string_view content, expected;
    };
    const Row rows[] = {
        {""sv, "is empty"},
        {"MMMD\0\0\x12\x34"sv, "ringtone"},
        {"!BDN\x12\x34"sv, "PST"},
        {"PK\x03\x04zip"sv, "ZIP"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "OLE"},
        {"From joe Mon Jan  1\nSubject: x\n"sv, "mbox"},
        {"Return-Path: <a@b>\nSubject: x\n"sv, "mail message"},
        {"Dear diary,\r\n"sv, "text"},
        {"\x1F\x8B\x08\0"sv, "gzip"},
        {"\0\0\0\0"sv, "zeros"},
        {"\x01\x02\x03\xFF"sv, "nothing restante knows"},
    };
    for (const Row& row : rows) {
        const std::string sentence = describe_content(as_bytes(row.content), row.content.size());
        EXPECT_NE(sentence.find(row.expected), std::string::npos) << sentence;
        EXPECT_EQ(detect(as_bytes(row.content), row.content.size()), FileKind::other);
    }
}

TEST(Detect, DamagedMessageFilesPointToRecover) {
    const ByteVector file = sample("corrupt/header-zeroed");
    EXPECT_NE(describe_content(Bytes(file).first(kDetectionBytes), file.size()).find("restante recover"),
              std::string::npos);
}

}  // namespace
}  // namespace restante::sources
