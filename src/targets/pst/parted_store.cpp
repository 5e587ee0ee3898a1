#include "targets/pst/parted_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/sha256.h"
#include "formats/pst/messaging/message_writer.h"
#include "formats/pst/ndb/region.h"
#include "targets/pst/mapi_tags.h"

namespace restante::targets {
namespace {

// Items without any date of their own: 1980-01-01, where DOS counts from.
constexpr pst::FileTime kNoTime = pst::FileTime::from_unix(315'532'800);

// The writer's projection is meant for hard limits and generous; the file becomes at least this much smaller.
constexpr std::uint64_t kGenerosity = 3 * pst::ndb::kRegionBytes - 64ULL * 1024;

pst::Guid record_key_of(const std::string& identity, std::size_t part) {
    const Sha256::Digest digest = Sha256::of(as_bytes(fmt::format("restante pst {} {}", part, identity)));
    pst::Guid key{};
    std::copy_n(digest.begin(), key.size(), key.begin());
    return key;
}

}  // namespace

PartedStore::PartedStore(const PstSettings& settings, Names names, PathOfPart path_of_part)
    : settings_(settings), names_(std::move(names)), path_of_part_(std::move(path_of_part)) {
    if (settings.format == pst::Format::unicode) return;
    if (auto page = CodePage::numbered(settings.code_page)) code_page_ = std::move(*page);
}

PartedStore::FolderIndex PartedStore::define_folder(FolderIndex parent, pst::FolderSpec spec, FolderFacts facts) {
    folders_.push_back({parent, std::move(spec), std::move(facts), 0, 0});
    return folders_.size() - 1;
}

Result<void> PartedStore::begin_part() {
    const std::size_t number = files_.size() + 1;
    files_.push_back(TRY(PartFile::create(path_of_part_(number))));
    pst::WriterOptions options;
    options.format = settings_.format;
    options.encoding = settings_.encoding;
    options.store_name = number == 1 ? names_.name : fmt::format("{} ({})", names_.name, number);
    options.store_comment = names_.comment;
    options.record_key = record_key_of(names_.identity, number);
    options.time = kNoTime;
    if (settings_.format == pst::Format::unicode) options.size_limit = std::uint64_t{1} << 40U;
    if (code_page_)
        options.encode_text = [page = *code_page_](std::string_view utf8, std::string& into) {
            page.encode(utf8, into);
        };
    writer_ = TRY(pst::Writer::create(*files_.back(), std::move(options)));
    return {};
}

Result<void> PartedStore::end_part() {
    if (!writer_) return {};
    TRY_VOID(writer_->finish());
    writer_.reset();
    return files_.back()->close();
}

Result<void> PartedStore::next_part(const std::string& item, Findings& findings, const std::string& why) {
    const std::optional<FolderIndex> open = open_;
    if (open) TRY_VOID(writer_->end_folder());
    TRY_VOID(end_part());
    TRY_VOID(begin_part());
    if (open) TRY_VOID(make_folder(*open, true));
    findings.add(
        MessageId::pst_target_new_part,
        fmt::format("{}; the store goes on in {}", why, std::filesystem::path(current_path()).filename().string()),
        item);
    return {};
}

Result<pst::FolderId> PartedStore::make_folder(FolderIndex index, bool leave_open) {
    Folder& folder = folders_[index];
    if (folder.part == part() && folder.id != 0) return folder.id;
    pst::FolderSpec spec = folder.spec;
    spec.parent = pst::kIpmSubtree;
    if (folder.parent != kTop) spec.parent = TRY(make_folder(folder.parent, false));
    for (const auto& [name, value] : folder.facts) {
        const auto id = TRY(writer_->named({tags::kRestanteSet, name}));
        spec.properties.push_back({id, value});
    }
    folder.id = TRY(writer_->begin_folder(spec));
    folder.part = part();
    if (!leave_open) TRY_VOID(writer_->end_folder());
    return folder.id;
}

bool PartedStore::has_room(std::uint64_t bytes) const {
    return settings_.part_bytes == 0 || writer_->projected_size() - kGenerosity + bytes <= settings_.part_bytes;
}

bool PartedStore::folder_is_full() const {
    return settings_.format == pst::Format::ansi && writer_->items_in_folder() >= kAnsiFolderItems;
}

Result<void> PartedStore::open_folder(FolderIndex folder) {
    if (!writer_) TRY_VOID(begin_part());
    TRY(make_folder(folder, true));
    open_ = folder;
    return {};
}

Result<void> PartedStore::close_folder() {
    if (!open_) return {};
    open_.reset();
    return writer_->end_folder();
}

Result<PartedStore::Added> PartedStore::add_message(const BuildMessage& build, const std::string& item,
                                                    Findings& findings) {
    pst::Message message = TRY(build(*writer_));
    const std::uint64_t size = TRY(pst::measure_message(message));
    const bool something_there = writer_->item_count() != 0;
    if (something_there && (!has_room(size) || folder_is_full())) {
        TRY_VOID(next_part(item, findings,
                           folder_is_full() ? fmt::format("the folder holds {} items", writer_->items_in_folder())
                                            : std::string("the file is full")));
        message = TRY(build(*writer_));  // the ids of named properties belong to the file
    }
    if (!has_room(size) && size > settings_.part_bytes)
        findings.add(MessageId::pst_target_large_item, fmt::format("about {} bytes", size), item);
    pst::WrittenMessage written = TRY(writer_->add_message(message));
    if (settings_.format == pst::Format::ansi && writer_->items_in_folder() == kOldFolderItems + 1)
        findings.add(MessageId::pst_target_many_items, "the folder goes on", item);
    return Added{written.nid, part(), std::move(written.cuts)};
}

Result<void> PartedStore::finish() {
    if (files_.empty()) TRY_VOID(begin_part());  // a mailbox without folders is a store, too
    open_.reset();
    return end_part();
}

}  // namespace restante::targets
