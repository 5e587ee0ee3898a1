// Archives as trees: files opened in listed order cost one pass altogether, a step back costs a new one.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/lossy_bytes.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/salvaged_bytes.h"
#include "sources/tree/archive_headers.h"
#include "sources/tree/archive_pass.h"
#include "sources/tree/file_tree.h"
#include "sources/tree/gzip_sum.h"
#include "sources/tree/trees.h"

namespace restante::sources {
namespace {

// An archive may unpack to this much and no more, so that a small file cannot fill the disk or keep us busy.
constexpr std::uint64_t kMostUnpacked = 64ULL * 1024 * 1024;
constexpr std::uint64_t kMostTimesLarger = 200;

class ArchiveTree final : public FileTree {
public:
    ArchiveTree(ByteSourcePointer bytes, std::string name, bool dig)
        : bytes_(std::make_shared<const LossyBytes>(std::move(bytes))),
          name_(std::move(name)),
          dig_(dig),
          limit_(std::max(kMostUnpacked, bytes_->size() * kMostTimesLarger)) {}

    Result<void> list(Findings& findings) {
        Listing listing = list_as(ArchiveReading::plain);
        const auto other = better_reading(listing);
        std::string damage = other || listing.damaged_headers ? why(listing) : std::string();
        if (other) {
            Listing again = list_as(*other);
            if (again.files.size() >= listing.files.size() && again.entries > 0) {
                listing = std::move(again);
                reading_ = *other;
            }
        }
        if (listing.broken && listing.entries == 0) return fail(std::move(*listing.broken));
        if (damage.empty() && !listing.broken && listing.findings.empty() && has_wrong_gzip_sum(*bytes_, limit_))
            damage = "the sum of its compression is wrong";
        if (!damage.empty()) findings.add(MessageId::source_archive_salvaged, damage, name_);
        if (listing.broken) findings.add(MessageId::source_archive_damaged, listing.broken->what, name_);
        for (const Finding& finding : listing.findings.list()) findings.add(finding);
        if (const auto lost = bytes_->lost(); !lost.empty())
            findings.add(MessageId::recover_unreadable, fmt::format("{} bytes", size_of(lost)), name_,
                         lost.front().offset);
        files_ = std::move(listing.files);
        places_ = std::move(listing.places);
        sort_by_path(files_, places_);
        return {};
    }

    [[nodiscard]] const std::vector<TreeFile>& files() const override { return files_; }
    Result<ByteSourcePointer> open(std::size_t index) override {
        const std::scoped_lock alone(mutex_);
        const std::size_t wanted = places_.at(index).file;
        if (!pass_ || pass_->ordinal() >= wanted) pass_ = TRY(ArchivePass::begin(bytes_, limit_, reading_));
        while (pass_->ordinal() < wanted)
            if (!TRY(pass_->next())) return fail(Errc::truncated, "the archive ends before its file");
        UnpackedFile file = TRY(pass_->data());
        if (file.trouble && !dig_) return fail(std::move(*file.trouble));
        return std::move(file.bytes);
    }
    [[nodiscard]] bool random_access() const override { return false; }

private:
    // What one way of reading finds.
    struct Listing {
        std::vector<TreeFile> files{};
        std::vector<TreePlace> places{};
        Findings findings{};
        std::optional<Error> broken{};  // it breaks off
        std::size_t entries = 0;
        bool damaged_headers = false;
        bool plain_tar = false;  // not compressed
        bool goes_on = false;    // behind what looked like the end
    };

    Listing list_as(ArchiveReading reading) const {
        Listing listing;
        auto pass = ArchivePass::begin(bytes_, limit_, reading);
        if (!pass) {
            listing.broken = std::move(pass.error());
            return listing;
        }
        while (list_next(**pass, listing)) {
        }
        listing.entries = (*pass)->ordinal();
        listing.damaged_headers = (*pass)->saw_damage();
        const auto end = (*pass)->place_in_tar();
        listing.plain_tar = end.has_value();
        if (end && reading == ArchiveReading::plain && !listing.broken)
            listing.goes_on = find_tar_header(*bytes_, *end).has_value();
        return listing;
    }

    // False: nothing more is looked at.
    bool list_next(ArchivePass& pass, Listing& listing) const {
        const auto more = pass.next();
        if (!more && more.error().code == Errc::too_large) {
            listing.findings.add(MessageId::limit_output, more.error().what, name_);
            return false;
        }
        if (!more) {
            listing.broken = more.error();
            return false;
        }
        if (!*more) return false;
        if (pass.ordinal() > kMostFiles) {
            listing.findings.add(MessageId::source_too_many_files, "the first are read", name_);
            return false;
        }
        if (!pass.is_file()) return true;
        const std::string path = pass.path();
        auto file = pass.is_encrypted() ? fail(Errc::unsupported, "the file is encrypted") : pass.data();
        if (!file) {
            const bool too_large = file.error().code == Errc::too_large;
            listing.findings.add(too_large ? MessageId::limit_output : MessageId::source_file_unreadable,
                                 file.error().what, name_ + "/" + path);
            return !too_large;
        }
        if (!file->trouble && pass.lies_on_lost_sectors())
            file->trouble = Error{Errc::io, "sectors of the archive cannot be read", {}, {}};
        const bool usable = !file->trouble || (dig_ && file->bytes->size() != 0);
        if (const std::optional<Error>& trouble = file->trouble; trouble.has_value())
            listing.findings.add(
                usable ? MessageId::source_archive_salvaged : MessageId::source_file_unreadable,
                usable ? fmt::format("{}; {} bytes of the file", trouble->what, file->bytes->size()) : trouble->what,
                name_ + "/" + path);
        if (!usable) return true;
        listing.files.push_back({path, file->bytes->size(), kind_of_file(*file->bytes)});
        listing.places.push_back({0, pass.ordinal()});
        return true;
    }

    // Nothing: there is no better one.
    [[nodiscard]] std::optional<ArchiveReading> better_reading(const Listing& listing) const {
        // What zeros a compressed one unpacks to would be read in one go, however many they are.
        if (listing.plain_tar && (listing.damaged_headers || listing.goes_on)) return ArchiveReading::past_damage;
        if (listing.broken && may_be_zip(*bytes_)) return ArchiveReading::without_directory;
        return std::nullopt;
    }
    [[nodiscard]] static std::string why(const Listing& listing) {
        if (listing.broken) return listing.broken->what;
        return listing.damaged_headers ? "headers of files cannot be right"
                                       : "it goes on behind what looks like its end";
    }

    std::mutex mutex_;  // of the pass
    std::shared_ptr<const LossyBytes> bytes_;
    std::string name_;
    bool dig_;
    std::uint64_t limit_;
    ArchiveReading reading_ = ArchiveReading::plain;
    std::unique_ptr<ArchivePass> pass_{};
    std::vector<TreeFile> files_{};
    std::vector<TreePlace> places_{};
};

}  // namespace

Result<std::unique_ptr<FileTree>> open_archive_tree(ByteSourcePointer bytes, const std::string& name,
                                                    Findings& findings, bool dig) {
    auto tree = std::make_unique<ArchiveTree>(std::move(bytes), name, dig);
    TRY_VOID(tree->list(findings));
    return std::unique_ptr<FileTree>(std::move(tree));
}

}  // namespace restante::sources
