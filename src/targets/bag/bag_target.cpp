#include "targets/bag/bag_target.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/sha256.h"
#include "targets/bag/manifest_lines.h"
#include "targets/files/directory_place.h"
#include "targets/files/list_directory.h"
#include "targets/files/output_file.h"
#include "targets/files/system_error.h"

namespace restante::targets {
namespace {

constexpr std::string_view kDeclaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
constexpr std::string_view kAgent = "Bag-Software-Agent: restante";
constexpr std::array<std::string_view, 3> kTagFiles{"bagit.txt", "bag-info.txt", "manifest-sha256.txt"};
constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";
constexpr std::uint64_t kLargestTagFile = 256ULL * 1024 * 1024;

class BagTarget final : public Target {
public:
    BagTarget(std::string directory, std::unique_ptr<Target> inner)
        : directory_(std::move(directory)), inner_(std::move(inner)), capabilities_(inner_->capabilities()) {
        capabilities_.separate_mailboxes = false;  // the manifest is one for all
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return directory_; }

    Result<void> prepare(const SourceFacts& source, const std::vector<model::Mailbox>& mailboxes) override {
        source_ = source;
        TRY_VOID(files::check_directory_place(directory_));
        TRY_VOID(check_contents());
        return inner_->prepare(source, mailboxes);
    }
    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override {
        TRY_VOID(open_bag());
        return inner_->open_mailbox(mailbox, losses);
    }
    Result<void> finish() override {
        TRY_VOID(open_bag());
        TRY_VOID(inner_->finish());
        const bag::ManifestOfFiles payload = TRY(bag::manifest_of(directory_, "data"));
        TRY_VOID(write("bagit.txt", kDeclaration));
        TRY_VOID(write("bag-info.txt", bag_info(payload)));
        return write("manifest-sha256.txt", payload.lines);
    }
    Result<void> close() override {
        std::string lines;
        for (const std::string& name : TRY(files::list_directory(directory_))) {
            const bool tag = std::find(kTagFiles.begin(), kTagFiles.end(), name) != kTagFiles.end();
            if (!tag && !name.starts_with("restante-report.")) continue;
            const std::string content = TRY(files::read_file(directory_ + "/" + name, kLargestTagFile));
            lines += Sha256::hex_of(as_bytes(content)) + "  " + bag::manifest_path(name) + "\n";
        }
        return write(std::string(kTagManifest), lines);
    }
    Result<void> read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) override {
        return inner_->read_back(mailboxes, visit);
    }

private:
    // Nothing, or a bag of ours.
    Result<void> check_contents() const {
        if (!files::is_directory(directory_)) return {};
        const std::vector<std::string> entries = TRY(files::lasting_entries(directory_));
        const auto info = files::read_file(directory_ + "/bag-info.txt", kLargestTagFile);
        const bool ours = info && info->find(kAgent) != std::string::npos;
        for (const std::string& name : entries) {
            if (ours || name.find("restante") != std::string::npos || name == "data") continue;
            return fail(Errc::exists, directory_ + " holds things that restante did not make, such as " + name +
                                          "; name another directory");
        }
        return {};
    }

    // A bag that is being changed must not pass for a whole one.
    Result<void> open_bag() {
        if (std::exchange(open_, true)) return {};
        TRY_VOID(files::make_directories(directory_ + "/data"));
        TRY_VOID(write("bag-info.txt", std::string(kAgent) + "\n"));
        for (const std::string_view name : {std::string_view("manifest-sha256.txt"), kTagManifest}) {
            const std::string path = directory_ + "/" + std::string(name);
            if (::unlink(path.c_str()) != 0 && errno != ENOENT)
                return fail(files::system_error(errno, "cannot remove " + path));
        }
        return {};
    }

    [[nodiscard]] std::string bag_info(const bag::ManifestOfFiles& payload) const {
        std::string text = fmt::format("{}\nPayload-Oxum: {}.{}\n", kAgent, payload.bytes, payload.files);
        const auto add = [&text](std::string_view label, std::string value) {
            std::replace_if(
                value.begin(), value.end(), [](char letter) { return letter == '\n' || letter == '\r'; }, ' ');
            if (!value.empty()) text += fmt::format("{}: {}\n", label, value);
        };
        add("External-Description", "Mail migrated from Microsoft Mail");
        add("External-Identifier", source_.path);
        add("Source-Kind", source_.kind);
        add("Source-Version", source_.version);
        add("Source-Size", std::to_string(source_.size));
        add("Source-SHA256", source_.sha256);
        return text;
    }

    Result<void> write(const std::string& name, std::string_view content) const {
        return files::write_file(directory_ + "/" + name, content);
    }

    std::string directory_;
    std::unique_ptr<Target> inner_;
    Capabilities capabilities_;
    SourceFacts source_{};
    bool open_ = false;
};

}  // namespace

Result<std::unique_ptr<Target>> open_bag_target(const TargetUri& uri, const TargetOptions& options) {
    std::string inner = "eml";
    for (const auto& [name, value] : uri.parameters) {
        if (name != "inner") return fail(Errc::usage, fmt::format("bag: knows no parameter \"{}\"", name));
        inner = value;
    }
    static constexpr std::array<std::string_view, 4> kInner{"eml", "mbox", "maildir", "pst"};
    if (std::find(kInner.begin(), kInner.end(), inner) == kInner.end())
        return fail(Errc::usage, fmt::format("bag: inner={}: it can hold eml, mbox, maildir or pst", inner));
    std::string directory = uri.rest;
    while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
    if (directory.empty()) return fail(Errc::usage, "bag: names no directory (expected bag:DIR)");
    return std::make_unique<BagTarget>(directory, TRY(open_target(inner + ":" + directory + "/data", options)));
}

}  // namespace restante::targets
