#include "formats/mbox/message_splitter.h"

#include <gtest/gtest.h>

#include <vector>

#include "formats/mbox/mbox_reader.h"

namespace restante::mbox {
namespace {

std::vector<std::string> split(std::string_view file, std::size_t piece) {
    std::vector<std::string> messages;
    std::size_t ended = 0;
    MessageSplitter splitter(
        {[&] { messages.emplace_back(); }, [&](Bytes bytes) { messages.back() += as_text(bytes); }, [&] { ++ended; }});
    for (std::size_t at = 0; at < file.size(); at += piece) splitter.feed(as_bytes(file.substr(at, piece)));
    splitter.finish();
    EXPECT_EQ(ended, messages.size());
    return messages;
}

TEST(MessageSplitter, TakesAFileApartWhateverThePieces) {
    const struct {
        std::string file;
        std::vector<std::string> messages;
    } cases[] = {
        {"", {}},
        {"no message\n\n", {}},
        {"From - x\nA: b\n\ntext\n\n", {"A: b\n\ntext\n"}},
        {"From - x\nA: b\n\ntext\n\nFrom - y\nC: d\n\n\n\n", {"A: b\n\ntext\n", "C: d\n\n\n"}},
        {"From - x\n\n>From me\n>>From me\n> From\nFrom here\n\n", {"\nFrom me\n>From me\n> From\nFrom here\n"}},
        {"From - x\nA: b\n\n>Fro", {"A: b\n\n>Fro"}},
        {"From - x\nA: b\n\na\n\n\nb\n\n", {"A: b\n\na\n\n\nb\n"}},
        {"lost\nFrom - x\n\nFrom - y\nA: b\n\n", {"A: b\n"}},
    };
    for (const auto& one : cases)
        for (const std::size_t piece : {1U, 2U, 3U, 7U, 1000U})
            EXPECT_EQ(split(one.file, piece), one.messages) << one.file << " by " << piece;
}

TEST(MessageSplitter, AgreesWithTheReaderOfWholeFiles) {
    const std::string file = "From - x\nA: b\n\n>From q\n\n\nz\n\nFrom - y\n\n\n\nFrom - z\nX: y\n\nlast\n\n";
    std::vector<std::string> expected;
    for (const MboxMessage& message : read_messages(file)) expected.push_back(message.content);
    EXPECT_EQ(split(file, 5), expected);
}

}  // namespace
}  // namespace restante::mbox
