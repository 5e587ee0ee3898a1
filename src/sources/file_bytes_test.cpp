#include "sources/file_bytes.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <thread>
#include <vector>

namespace restante::sources {
namespace {

class FileBytesTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("restante-file-bytes-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string make(const std::string& name, std::size_t size) {
        content_.resize(size);
        std::minstd_rand numbers(1);
        for (std::uint8_t& byte : content_) byte = static_cast<std::uint8_t>(numbers());
        const std::string path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary).write(as_text(content_).data(), static_cast<std::streamsize>(size));
        return path;
    }

    // Reads at pseudo-random places and compares.
    void expect_same(const FileBytes& file, unsigned seed) const {
        std::minstd_rand numbers(seed);
        for (int i = 0; i < 2000; ++i) {
            const std::size_t offset = numbers() % content_.size();
            const std::size_t size = std::min<std::size_t>(numbers() % 3000, content_.size() - offset);
            ByteVector bytes(size);
            ASSERT_TRUE(file.read(offset, bytes));
            ASSERT_EQ(as_text(bytes), as_text(Bytes(content_).subspan(offset, size)));
        }
    }

    std::filesystem::path folder_;
    ByteVector content_;
};

TEST_F(FileBytesTest, ReadsForwardsBackwardsAndAcross) {
    const auto file = FileBytes::open(make("file", 1'000'003));
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->size(), content_.size());
    for (const std::size_t step : {1U, 100U, 4096U, 70'000U, 300'000U}) {
        for (std::size_t offset = 0; offset + step <= content_.size(); offset += step * 7) {
            ByteVector bytes(step);
            ASSERT_TRUE((*file)->read(offset, bytes));
            ASSERT_EQ(as_text(bytes), as_text(Bytes(content_).subspan(offset, step))) << offset;
        }
        ByteVector last(step);
        ASSERT_TRUE((*file)->read(content_.size() - step, last));
        ASSERT_EQ(as_text(last), as_text(Bytes(content_).last(step)));
    }
    expect_same(**file, 7);
}

TEST_F(FileBytesTest, SeveralThreadsMayRead) {
    const auto file = FileBytes::open(make("file", 500'000));
    ASSERT_TRUE(file);
    std::vector<std::thread> threads;
    for (unsigned seed = 1; seed <= 4; ++seed) threads.emplace_back([&, seed] { expect_same(**file, seed); });
    for (std::thread& thread : threads) thread.join();
}

TEST_F(FileBytesTest, PastTheEnd) {
    const auto file = FileBytes::open(make("file", 100));
    ASSERT_TRUE(file);
    ByteVector bytes(2);
    EXPECT_EQ((*file)->read(99, bytes).error().code, Errc::truncated);
    EXPECT_EQ((*file)->read(101, MutableBytes{}).error().code, Errc::truncated);
    EXPECT_TRUE((*file)->read(100, MutableBytes{}));
}

TEST_F(FileBytesTest, AFileThatShrinksIsAnErrorNotAHang) {
    const std::string path = make("file", 100'000);
    const auto file = FileBytes::open(path);
    ASSERT_TRUE(file);
    std::filesystem::resize_file(path, 10);
    ByteVector bytes(100);
    EXPECT_EQ((*file)->read(50'000, bytes).error().code, Errc::io);
    EXPECT_TRUE((*file)->read(0, MutableBytes(bytes).first(0)));
}

TEST_F(FileBytesTest, EmptyFileIsAFile) {
    const auto file = FileBytes::open(make("empty", 0));
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->size(), 0U);
}

TEST_F(FileBytesTest, WhatIsNoFileIsRefusedAtOnce) {
    EXPECT_EQ(FileBytes::open((folder_ / "nothing").string()).error().code, Errc::not_found);
    EXPECT_EQ(FileBytes::open(make("file", 1) + "/below").error().code, Errc::not_found);
    const auto directory = FileBytes::open(folder_.string());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().code, Errc::bad_magic);
    EXPECT_NE(directory.error().what.find("directory"), std::string::npos);
    EXPECT_EQ(FileBytes::open("/dev/null").error().code, Errc::bad_magic);
    const std::string pipe = (folder_ / "pipe").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(FileBytes::open(pipe).error().code, Errc::bad_magic);
}

TEST_F(FileBytesTest, NoPermission) {
    if (::geteuid() == 0) GTEST_SKIP() << "everything is allowed to this user";
    const std::string path = make("secret", 10);
    std::filesystem::permissions(path, std::filesystem::perms::none);
    EXPECT_EQ(FileBytes::open(path).error().code, Errc::denied);
}

TEST_F(FileBytesTest, ForgettingShowsTheFileAsItIsNow) {
    const std::string path = make("live", 5000);
    const auto file = FileBytes::open(path);
    ASSERT_TRUE(file);
    ByteVector byte(1);
    ASSERT_TRUE((*file)->read(100, byte));
    const std::uint8_t before = byte[0];
    const auto changed = static_cast<char>(before ^ 0xFF);
    std::fstream stream(path, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(100);
    stream.write(&changed, 1);
    stream.seekp(0, std::ios::end);
    stream.write("more", 4);
    stream.close();
    ASSERT_TRUE((*file)->read(100, byte));
    EXPECT_EQ(byte[0], before);  // kept from the first read
    (*file)->forget();
    ASSERT_TRUE((*file)->read(100, byte));
    EXPECT_EQ(byte[0], static_cast<std::uint8_t>(changed));
    EXPECT_EQ((*file)->size(), 5004U);
    ASSERT_TRUE((*file)->read(5003, byte));
    EXPECT_EQ(byte[0], 'e');
}

}  // namespace
}  // namespace restante::sources
