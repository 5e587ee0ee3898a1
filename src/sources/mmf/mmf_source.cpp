#include "sources/mmf/mmf_source.h"

#include <fmt/format.h>

#include <utility>

#include "base/code_page.h"
#include "base/sha256.h"
#include "formats/mmf/store.h"
#include "sources/mmf/mmf_mailbox.h"

namespace restante::sources {
namespace {

class MmfSource final : public Source {
public:
    MmfSource(SourceDescription description, ByteSourcePointer file, std::shared_ptr<const mmf::Store> store,
              Findings findings, ReadOptions options)
        : description_(std::move(description)),
          file_(std::move(file)),
          store_(std::move(store)),
          findings_(std::move(findings)),
          options_(std::move(options)) {}

    [[nodiscard]] const SourceDescription& description() const override { return description_; }
    [[nodiscard]] std::size_t mailbox_count() const override { return 1; }
    Result<std::unique_ptr<MailboxReader>> open_mailbox(std::size_t index) override {
        if (index != 0) return fail(Errc::not_found, "a message file holds one mailbox");
        return MmfMailbox::open(store_, findings_, options_);
    }
    Result<std::string> sha256() override { return Sha256::hex_of(*file_); }
    void visit_files(const std::function<bool(const OpenableFile& file)>& visit) const override {
        if (options_.pieces.empty()) return Source::visit_files(visit);
        visit({description_.path, description_.size,
               [file = file_]() -> Result<ByteSourcePointer> { return ByteSourcePointer(file); }});
    }

private:
    SourceDescription description_;
    ByteSourcePointer file_;
    std::shared_ptr<const mmf::Store> store_;
    Findings findings_;
    ReadOptions options_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_mmf_source(const std::string& path, ByteSourcePointer file,
                                                const ReadOptions& options) {
    if (options.code_page != 0) TRY(CodePage::numbered(options.code_page));
    Findings findings;
    auto opened = mmf::Store::open(file, findings, options.dig);
    if (!opened) {
        Error error = std::move(opened.error());
        if (!options.dig) error.what += "; restante recover may still find what is in the file";
        return fail(std::move(error).in(path));
    }
    if (!options.pieces.empty())
        findings.add(MessageId::recover_pieces, fmt::format("{} pieces", options.pieces.size() + 1));
    SourceDescription description{"mmf", path, fmt::format("{:08X}", (*opened)->header().version), file->size()};
    return std::make_unique<MmfSource>(std::move(description), std::move(file), std::move(*opened), std::move(findings),
                                       options);
}

}  // namespace restante::sources
