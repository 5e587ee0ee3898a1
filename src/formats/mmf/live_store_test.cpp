// A store that another program changes while it is read.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "formats/mmf/samples_test.h"
#include "formats/mmf/store.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {
namespace {

// Shows `before` until the header has been read `reads` times, then `after`. Keeps the header it has read until told to
// forget it, as files do.
class ChangingBytes final : public ByteSource {
public:
    ChangingBytes(ByteVector before, ByteVector after, int reads)
        : before_(std::move(before)), after_(std::move(after)), left_(reads) {}

    [[nodiscard]] std::uint64_t size() const override { return now().size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        const ByteVector& bytes = now();
        if (offset > bytes.size() || into.size() > bytes.size() - offset)
            return fail(Errc::truncated, "outside", offset);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
        return {};
    }
    void forget() const override {
        --left_;
        if (endless && left_ < 0) after_[8] = static_cast<std::uint8_t>(after_[8] + 1);  // the session goes on changing
    }

    bool endless = false;

private:
    [[nodiscard]] const ByteVector& now() const { return left_ > 0 ? before_ : after_; }
    ByteVector before_;
    mutable ByteVector after_;
    mutable int left_;
};

std::size_t changes_told(const Findings& findings) {
    return static_cast<std::size_t>(
        std::ranges::count(findings.list(), MessageId::mmf_changed_while_read, &Finding::id));
}

TEST(LiveStore, HeaderAndMapComeFromTheSameMoment) {
    const auto file = std::make_shared<ChangingBytes>(samples::bytes("basic"), samples::bytes("many-600"), 1);
    Findings findings;
    const auto store = Store::open(file, findings);
    ASSERT_TRUE(store);
    EXPECT_EQ(changes_told(findings), 1U);
    EXPECT_EQ(findings.total(), 1U);
    Findings quiet;
    const auto expected = Store::open(samples::source("many-600"), quiet);
    ASSERT_TRUE(expected);
    EXPECT_TRUE(std::ranges::equal((*store)->nodes(), (*expected)->nodes()));
    EXPECT_FALSE((*store)->changed());
}

TEST(LiveStore, AStoreThatNeverRestsIsReadAllTheSame) {
    const auto file = std::make_shared<ChangingBytes>(samples::bytes("basic"), samples::bytes("basic"), 0);
    file->endless = true;
    Findings findings;
    const auto store = Store::open(file, findings);
    ASSERT_TRUE(store);
    EXPECT_EQ(changes_told(findings), 1U);
    EXPECT_TRUE((*store)->object(kInbox));
}

TEST(LiveStore, ChangesAfterOpeningAreNoticed) {
    const auto file = std::make_shared<ChangingBytes>(samples::bytes("basic"), samples::bytes("many-600"), 2);
    Findings findings;
    const auto store = Store::open(file, findings);
    ASSERT_TRUE(store);
    EXPECT_TRUE(findings.empty());
    EXPECT_TRUE((*store)->changed());
}

}  // namespace
}  // namespace restante::mmf
