// A source whose mail has passed the address map: what everybody above sees of it.
#pragma once

#include "pipeline/address_census.h"
#include "sources/source.h"

namespace restante::pipeline {

// Reads through to `source`; both outlive it. Readers count every address into `census` as they read.
class AddressedSource final : public sources::Source {
public:
    AddressedSource(sources::Source& source, AddressCensus& census);

    [[nodiscard]] const sources::SourceDescription& description() const override { return source_.description(); }
    [[nodiscard]] std::size_t mailbox_count() const override { return source_.mailbox_count(); }
    Result<std::unique_ptr<sources::MailboxReader>> open_mailbox(std::size_t index) override;
    [[nodiscard]] const Findings& findings() const override { return source_.findings(); }
    [[nodiscard]] const std::vector<model::Directory>& directories() const override { return directories_; }
    [[nodiscard]] std::vector<sources::Fact> evidence() override { return source_.evidence(); }
    [[nodiscard]] std::vector<std::string> unmatched() const override { return source_.unmatched(); }
    void visit_files(const std::function<bool(const sources::OpenableFile& file)>& visit) const override {
        source_.visit_files(visit);
    }
    [[nodiscard]] bool parallel() const override { return source_.parallel(); }
    Result<std::string> sha256() override { return source_.sha256(); }

private:
    sources::Source& source_;
    AddressCensus& census_;
    std::vector<model::Directory> directories_;
};

}  // namespace restante::pipeline
