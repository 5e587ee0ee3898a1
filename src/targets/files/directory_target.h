// A directory with one sub-directory a mailbox. Refuses, before anything is written, to mix with what is not ours.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "targets/files/directory_writer.h"
#include "targets/target.h"

namespace restante::targets::files {

// What the kinds of such targets differ in.
struct DirectoryKind {
    std::function<std::unique_ptr<DirectoryWriter>(WriterSetup setup)> make_writer{};
    // Gives every message of one mailbox's directory.
    std::function<Result<void>(const std::string& directory, const StoredItemVisitor& visit)> read_back{};
};

class DirectoryTarget final : public Target {
public:
    DirectoryTarget(std::string kind, std::string directory, TargetOptions options, DirectoryKind how);

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return directory_; }
    Result<void> prepare(const SourceFacts& source, const std::vector<model::Mailbox>& mailboxes) override;
    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override;
    Result<void> finish() override { return {}; }
    Result<void> read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) override;

private:
    Result<void> check_contents() const;
    Result<void> check_entry(const std::string& name) const;
    // Ours, or nothing yet: the manifest; exists: something else.
    Result<Manifest> earlier_run(const std::string& directory) const;
    Result<std::string> choose_directory(const model::Mailbox& mailbox);

    std::string kind_;
    std::string directory_;
    TargetOptions options_;
    DirectoryKind how_;
    Capabilities capabilities_{.separate_mailboxes = true};
    std::map<std::string, std::string>
        used_;  // directories of this run, as file systems without case see them, and whose
};

// usage: no directory was named.
Result<std::unique_ptr<Target>> open_directory_target(const std::string& kind, const std::string& directory,
                                                      const TargetOptions& options, DirectoryKind how);

}  // namespace restante::targets::files
