#include "formats/exchange/salvaged_secondary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace restante::exchange {
namespace {

const CodePage& latin() {
    static const CodePage page = *CodePage::numbered(1252);
    return page;
}

// Texts of different lengths, the third one with an attachment that is a secondary file itself.
class Salvage : public ::testing::Test {
protected:
    Salvage() {
        add("first text\r\nof two lines\r\n");
        add("the second, which is quite a bit longer than the first one\r\n");
        pointers_.push_back(file_.size());
        file_ += "Body,5,,FALSE,,,\r\nthird\r\n";
        const std::string inner = "Type,Length,Encoding,Islast,Name,Position,Format\r\nBody,6,,TRUE,,,\r\ninside\r\n";
        file_ += "Attachment," + std::to_string(inner.size()) + ",,TRUE,\"a,b.sec\",-1,None\r\n" + inner + "\r\n";
        add("fourth\r\n\r\nand last line of it\r\n");
        add("the fifth\r\n");
    }
    void add(const std::string& text) {
        pointers_.push_back(file_.size());
        texts_.push_back(text);
        file_ += "Body," + std::to_string(text.size()) + ",,TRUE,,,\r\n" + text + "\r\n";
    }
    [[nodiscard]] static SalvagedSecondary read(const std::string& file, const std::vector<std::uint64_t>& pointers) {
        const Bytes bytes = as_bytes(file);
        auto read = SalvagedSecondary::read(std::make_shared<const MemoryBytes>(ByteVector(bytes.begin(), bytes.end())),
                                            pointers);
        EXPECT_TRUE(read.has_value());
        return std::move(*read);
    }
    // The text a pointer leads to; "-": there is none; "?": its data was left out.
    [[nodiscard]] static std::string text_at(const SalvagedSecondary& file, std::uint64_t pointer) {
        const auto chain = file.chain_at(pointer);
        if (!chain || file.chains()[*chain].doubtful) return "-";
        const auto content = file.content(file.chains()[*chain], latin());
        EXPECT_TRUE(content.has_value());
        if (content->left_out != 0) return "?";
        return std::string(as_text(*read_all(*content->sections.list.front().data, 10'000)));
    }
    void expect_texts(const SalvagedSecondary& file, const std::vector<std::string>& wanted) const {
        for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_EQ(text_at(file, pointers_[i]), wanted[i]) << i;
    }

    std::string file_ = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";
    std::vector<std::uint64_t> pointers_{};
    std::vector<std::string> texts_{};
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

TEST_F(Salvage, OfASoundFile) {
    const SalvagedSecondary file = read(file_, pointers_);
    expect_texts(file, {texts_[0], texts_[1], "third", texts_[2], texts_[3]});
    ASSERT_EQ(file.chains().size(), 5U);
    for (const SalvagedChain& chain : file.chains()) {
        EXPECT_TRUE(chain.pointed && chain.complete && chain.begins && chain.proved);
        EXPECT_FALSE(chain.moved || chain.doubtful);
    }
    const auto third = file.content(file.chains()[2], latin());
    ASSERT_EQ(third->sections.list.size(), 2U);
    EXPECT_EQ(third->sections.list[1].name, "a,b.sec");
    EXPECT_EQ(third->left_out + third->incomplete + third->restored + third->changed, 0U);
}

TEST_F(Salvage, WithoutPointersEveryMessageIsFound) {
    const SalvagedSecondary file = read(file_, {});
    EXPECT_EQ(file.chains().size(), 5U);
    for (const SalvagedChain& chain : file.chains()) EXPECT_FALSE(chain.pointed);
}

TEST_F(Salvage, ForeignBytesInFrontMoveEverything) {
    const SalvagedSecondary file = read("something else\r\n" + file_, pointers_);
    expect_texts(file, {texts_[0], texts_[1], "third", texts_[2], texts_[3]});
    EXPECT_TRUE(file.chains()[0].moved && file.chains()[0].proved);
}

TEST_F(Salvage, TransfersAsText) {
    const std::vector<std::pair<std::string, LineEnds>> ends{
        {"\n", LineEnds::line_feed}, {"\r", LineEnds::carriage_return}, {"\r\r\n", LineEnds::doubled}};
    for (const auto& [end, kind] : ends) {
        const SalvagedSecondary file = read(replaced(file_, "\r\n", end), pointers_);
        EXPECT_EQ(file.line_ends(), kind);
        expect_texts(file, {texts_[0], texts_[1], "third", texts_[2], texts_[3]});
        const auto third = file.content(file.chains()[*file.chain_at(pointers_[2])], latin());
        EXPECT_EQ(third->restored, 2U);
        EXPECT_EQ(third->changed, 0U);
    }
}

TEST_F(Salvage, DataThatIsNoTextCannotBeRestored) {
    const std::string data = "a\nb\r\nc\nd";
    const std::string file =
        "Type,Length,Encoding,Islast,Name,Position,Format\r\nBody,1,,FALSE,,,\r\nx\r\nAttachment," +
        std::to_string(data.size()) + ",,TRUE,a,-1,\r\n" + data + "\r\n";
    const std::uint64_t behind = file.size();
    const SalvagedSecondary salvaged = read(replaced(file + "Body,3,,TRUE,,,\r\nend\r\n", "\r\n", "\n"), {50, behind});
    EXPECT_EQ(text_at(salvaged, behind), "end");
    const auto content = salvaged.content(salvaged.chains()[0], latin());
    EXPECT_EQ(content->changed, 1U);
    EXPECT_EQ(as_text(*read_all(*content->sections.list[1].data, 100)), "a\nb\nc\nd");
}

TEST_F(Salvage, AHoleInOneTextLeavesWhatIsThereAndAHoleOverTwoNothing) {
    std::string file = file_;
    file.erase(pointers_[1] + 30, 10);
    std::string less = texts_[1];
    less.erase(12, 10);
    SalvagedSecondary one = read(file, pointers_);
    expect_texts(one, {texts_[0], less, "third", texts_[2], texts_[3]});
    EXPECT_EQ(one.content(one.chains()[1], latin())->incomplete, 1U);

    file = file_;
    file.erase(pointers_[0] + 25, pointers_[1] + 30 - (pointers_[0] + 25));
    expect_texts(read(file, pointers_), {"?", "-", "third", texts_[2], texts_[3]});
}

TEST_F(Salvage, ARowThatIsOverwrittenHidesOneMessageOnly) {
    std::string file = file_;
    file.replace(pointers_[1], 8, "########");
    expect_texts(read(file, pointers_), {texts_[0], "-", "third", texts_[2], texts_[3]});
    // Nothing is behind that could tell more.
    file = file_;
    file.replace(pointers_[4], 8, "########");
    expect_texts(read(file, pointers_), {texts_[0], texts_[1], "third", texts_[2], "-"});
}

TEST_F(Salvage, AMessageThatIsCutOutMixesNobodysText) {
    for (std::size_t lost = 0; lost < pointers_.size(); ++lost) {
        std::string file = file_;
        const std::uint64_t end = lost + 1 < pointers_.size() ? pointers_[lost + 1] : file.size();
        file.erase(pointers_[lost], end - pointers_[lost]);
        const SalvagedSecondary salvaged = read(file, pointers_);
        std::vector<std::string> wanted{texts_[0], texts_[1], "third", texts_[2], texts_[3]};
        wanted[lost] = "-";
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const std::string text = text_at(salvaged, pointers_[i]);
            EXPECT_TRUE(text == wanted[i] || text == "-") << lost << " " << i << " " << text;
        }
    }
}

TEST_F(Salvage, MessagesOfOneLengthAreNotGuessed) {
    std::string file = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";
    std::vector<std::uint64_t> pointers;
    for (char c = 'a'; c < 'h'; ++c) {
        pointers.push_back(file.size());
        file += "Body,4,,TRUE,,,\r\n" + std::string(4, c) + "\r\n";
    }
    // From the middle of the second to the middle of the third: everything behind fits where it is as well.
    file.erase(pointers[1] + 5, pointers[2] - pointers[1]);
    const SalvagedSecondary salvaged = read(file, pointers);
    for (std::size_t i = 0; i < pointers.size(); ++i) {
        const std::string text = text_at(salvaged, pointers[i]);
        EXPECT_TRUE(text == "-" || text == "?" || text == std::string(4, static_cast<char>('a' + i)))
            << i << " " << text;
    }
}

TEST_F(Salvage, TheEndThatIsCut) {
    const SalvagedSecondary file = read(file_.substr(0, pointers_[3] + 30), pointers_);
    expect_texts(file, {texts_[0], texts_[1], "third", texts_[2].substr(0, 12), "-"});
    EXPECT_EQ(file.content(file.chains()[3], latin())->incomplete, 1U);
}

// Text of one letter, behind a header and in front of a line end.
class LongText final : public ByteSource {
public:
    LongText(std::string header, std::uint64_t size) : header_(std::move(header)), size_(size) {}
    [[nodiscard]] std::uint64_t size() const override { return header_.size() + size_ + 1; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        std::ranges::fill(into, std::uint8_t{'x'});
        for (std::uint64_t at = offset; at < header_.size() && at - offset < into.size(); ++at)
            into[static_cast<std::size_t>(at - offset)] = static_cast<std::uint8_t>(header_[at]);
        if (!into.empty() && offset + into.size() == size()) into.back() = '\n';
        return {};
    }

private:
    std::string header_;
    std::uint64_t size_;
};

TEST_F(Salvage, TextsOf256MebibytesAreRestored) {
    constexpr std::uint64_t kSize = 268'435'457;
    const std::string header =
        "Type,Length,Encoding,Islast,Name,Position,Format\nBody," + std::to_string(kSize) + ",,TRUE,,,\n";
    const auto file = SalvagedSecondary::read(std::make_shared<const LongText>(header, kSize), {50});
    ASSERT_TRUE(file);
    ASSERT_EQ(file->chains().size(), 1U);
    const auto content = file->content(file->chains()[0], latin());
    ASSERT_TRUE(content);
    EXPECT_EQ(content->changed, 1U);
    EXPECT_EQ(content->sections.list[0].data->size(), kSize) << "as it is stored";
}

TEST_F(Salvage, AMillionHeadersAreEnough) {
    std::string file;
    for (int i = 0; i < 1'000'000; ++i) file += "Body,0,,TRUE,,,\r\n\r\n";
    const SalvagedSecondary all = read(file, {});
    EXPECT_EQ(all.chains().size(), 1'000'000U);
    EXPECT_FALSE(all.more());
    const SalvagedSecondary most = read(file + "Body,0,,TRUE,,,\r\n\r\n", {});
    EXPECT_EQ(most.chains().size(), 1'000'000U);
    EXPECT_TRUE(most.more());
}

TEST_F(Salvage, HeadersBehindHeadersTakeNoLongTime) {
    std::string file;
    for (int i = 0; i < 50'000; ++i) file += "Body,4000000,,TRUE,,,\r\n";
    const SalvagedSecondary salvaged = read(file, {50, 100});
    EXPECT_EQ(salvaged.chains().size(), 50'000U);
    EXPECT_EQ(read(replaced(file, "\r\n", "\n"), {50, 100}).chains().size(), 50'000U);
}

}  // namespace
}  // namespace restante::exchange
