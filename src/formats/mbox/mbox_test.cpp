#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "formats/mbox/mbox_reader.h"
#include "formats/mbox/mbox_writer.h"

namespace restante::mbox {
namespace {

// Writes the message in pieces of the given size.
std::string written(std::string_view message, std::size_t piece) {
    MemorySink sink;
    QuotingSink quoting(sink);
    EXPECT_TRUE(quoting.begin("a@b", {1995, 8, 3, 10, 11, 12}).has_value());
    while (!message.empty()) {
        EXPECT_TRUE(quoting.append(as_bytes(message.substr(0, piece))).has_value());
        message.remove_prefix(std::min(piece, message.size()));
    }
    EXPECT_TRUE(quoting.end().has_value());
    return std::string(as_text(sink.bytes()));
}

TEST(Mbox, Quoting) {
    struct Case {
        std::string_view message, file;
    };
    const Case cases[] = {
        {"", "\n"},
        {"a\n", "a\n\n"},
        {"no line end", "no line end\n\n"},
        {"From me\n", ">From me\n\n"},
        {"A: b\n\nFrom x\n>From y\n>>From z\nFromage\nfrom\n> From\n",
         "A: b\n\n>From x\n>>From y\n>>>From z\nFromage\nfrom\n> From\n\n"},
        {"From", "From\n\n"},
        {">>", ">>\n\n"},
    };
    for (const Case& c : cases)
        for (const std::size_t piece : {1U, 2U, 3U, 5U, 1000U})
            EXPECT_EQ(written(c.message, piece), "From a@b Thu Aug  3 10:11:12 1995\n" + std::string(c.file)) << piece;
}

TEST(Mbox, FromLineIsOneLineWhateverTheSender) {
    std::string line;
    append_from_line("a b\n\xC3\xA4", {2079, 12, 31, 0, 0, 1}, line);
    EXPECT_EQ(line, "From a-b--- Sun Dec 31 00:00:01 2079\n");
    line.clear();
    append_from_line("", {1899, 1, 1, 0, 0, 0}, line);
    EXPECT_EQ(line, "From MAILER-DAEMON Sun Jan  1 00:00:00 1899\n");
}

RC_GTEST_PROP(Mbox, ComesBackTheSame, ()) {
    const auto line =
        rc::gen::element<std::string>("From x", ">From ", ">>>From y", "", "text", "From", ">", "X-Id: 1");
    const auto messages =
        *rc::gen::container<std::vector<std::vector<std::string>>>(rc::gen::container<std::vector<std::string>>(line));
    const auto piece = *rc::gen::inRange<std::size_t>(1, 20);
    std::string file;
    std::vector<std::string> contents;
    for (const auto& lines : messages) {
        std::string content;
        for (const std::string& text : lines) content += text + "\n";
        contents.push_back(content);
        file += written(content, piece);
    }
    const auto read = read_messages(file);
    RC_ASSERT(read.size() == contents.size());
    for (std::size_t i = 0; i < read.size(); ++i) RC_ASSERT(read[i].content == contents[i]);
}

TEST(HeaderScanner, FindsFieldsOfHeadersOnly) {
    const std::string_view file =
        "From a\nX-Id: 1\nOther: x\n\nX-Id: body\nFrom b\nX-Id: no blank before\n\nFrom c\nX-Id: 2\n\n";
    for (const std::size_t piece : {1U, 7U, 1000U}) {
        std::vector<std::string> found;
        HeaderScanner scanner("X-Id", [&](std::string_view value) { found.emplace_back(value); });
        for (std::size_t at = 0; at < file.size(); at += piece) scanner.feed(as_bytes(file.substr(at, piece)));
        scanner.finish();
        EXPECT_EQ(found, (std::vector<std::string>{"1", "2"})) << piece;
    }
}

}  // namespace
}  // namespace restante::mbox
