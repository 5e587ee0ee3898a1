#include "sources/postoffice/message_samples.h"

#include <algorithm>
#include <utility>

#include "base/finding.h"
#include "base/lossy_bytes.h"
#include "formats/postoffice/mail/folder_file.h"

namespace restante::sources {
namespace {

constexpr std::size_t kSampledMessages = 400;
constexpr std::uint64_t kSampledBytes = 4ULL * 1024 * 1024;  // all of them are held at once
constexpr std::uint64_t kLargestSample = 1024ULL * 1024;
constexpr std::uint64_t kUsualSample = 32ULL * 1024;  // larger ones only where there are few messages
constexpr std::size_t kFewMessages = 50;
constexpr std::uint64_t kSearchedFolders = 16ULL * 1024 * 1024;  // bytes of folder files; a folder may be huge

}  // namespace

MessageSamples::MessageSamples(const PostofficeFiles& files, const MailCatalog& catalog,
                               const std::set<std::uint32_t>& mailbags)
    : files_(&files), catalog_(&catalog) {
    take_mailbags(mailbags);
    for (const auto& [number, index] : catalog.messages)
        if (!taken_.contains(number)) take_file(number, nullptr);
}

void MessageSamples::take_mailbags(const std::set<std::uint32_t>& mailbags) {
    const std::size_t share = std::max<std::size_t>(1, kSampledMessages / std::max<std::size_t>(mailbags.size(), 1));
    for (const std::uint32_t hexid : mailbags) {
        Findings ignored(0);  // told when the mailbag itself is read
        const Mailbag mailbag = read_mailbag_of(*files_, *catalog_, hexid, ignored);
        std::size_t left = share;
        for (const postoffice::MailbagHeader& header : mailbag.headers) {
            const auto number = message_number(header);
            if (left == 0 || !number || !taken_.insert(*number).second) continue;
            --left;
            take_file(*number, &header);
        }
    }
}

bool MessageSamples::has_room(std::uint64_t size) const {
    return samples_.size() < kSampledMessages && size <= kLargestSample && bytes_ + size <= kSampledBytes;
}

void MessageSamples::take_file(std::uint32_t number, const postoffice::MailbagHeader* header) {
    const auto file = catalog_->messages.find(number);
    if (!file) return;
    const std::uint64_t size = files_->file(*file).size;
    if (!has_room(size) || (size > kUsualSample && catalog_->messages.size() > kFewMessages)) return;
    const auto source = files_->open(*file);
    if (!source) return;
    Findings ignored(0);  // told when the message itself is read
    auto message = postoffice::read_mai(**source, {0, (*source)->size()}, ignored);
    if (!message) return;
    bytes_ += size;
    samples_.push_back({std::move(*message), header == nullptr ? std::nullopt : header->time,
                        header == nullptr ? std::nullopt : std::optional(header->subject)});
}

void MessageSamples::add_folders() {
    std::uint64_t searched = 0;
    for (const NamedFile& folder : files_->list_below("FOLDERS", ".FLD")) {
        const std::uint64_t size = files_->file(folder.index).size;
        if (size > kSearchedFolders - searched) continue;
        searched += size;
        const auto source = files_->open(folder.index);
        if (!source) continue;
        Findings ignored(0);
        (void)postoffice::visit_folder_file(LossyBytes(*source), ignored, "", [&](postoffice::CarvedMessage message) {
            if (!message.intact || !has_room(message.file.size)) return;
            bytes_ += message.file.size;
            samples_.push_back({std::move(message.file), std::nullopt, std::nullopt});
        });
    }
}

std::vector<postoffice::MaiSample> MessageSamples::list() const {
    std::vector<postoffice::MaiSample> list;
    for (const Sample& one : samples_) list.push_back({&one.file, one.header_date, one.header_subject});
    return list;
}

}  // namespace restante::sources
