#include "targets/files/directory_target.h"

#include <unistd.h>

#include <algorithm>

#include "base/case_fold.h"
#include "targets/files/directory_place.h"
#include "targets/files/list_directory.h"
#include "targets/files/path_name.h"
#include "targets/files/system_error.h"
#include "targets/mailbox_identity.h"
#include "targets/own_results.h"

namespace restante::targets::files {
namespace {

constexpr std::size_t kMostNamesakes = 10'000;

std::string without_trailing_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

bool same_mailbox(const model::Mailbox& left, const model::Mailbox& right) {
    return left.name == right.name && left.address == right.address;
}

}  // namespace

DirectoryTarget::DirectoryTarget(std::string kind, std::string directory, TargetOptions options, DirectoryKind how)
    : kind_(std::move(kind)),
      directory_(without_trailing_slashes(std::move(directory))),
      options_(std::move(options)),
      how_(std::move(how)) {}

Result<Manifest> DirectoryTarget::earlier_run(const std::string& directory) const {
    auto manifest = read_manifest(directory);
    if (manifest && manifest->target == kind_) return manifest;
    if (manifest)
        return fail(Errc::exists, directory + " was made by target " + manifest->target +
                                      "; name another directory (--overwrite writes into it all the same)");
    if (!is_directory(directory)) {
        if (::access(directory.c_str(), F_OK) == 0)
            return fail(Errc::exists, directory + " is there and is no directory");
        return Manifest{};
    }
    const std::vector<std::string> entries = TRY(lasting_entries(directory));
    if (entries.empty()) return Manifest{};
    return fail(Errc::exists, directory + " holds things that restante did not make, such as " + entries.front() +
                                  "; name another directory, or --overwrite to write into it all the same");
}

Result<void> DirectoryTarget::check_entry(const std::string& name) const {
    const std::string path = directory_ + "/" + name;
    const auto manifest = read_manifest(path);
    // Reports, and what other targets made, may lie beside the mailboxes; but no mailbox of another target where one of
    // ours may come to lie.
    if (!manifest && is_own_result(directory_, name)) return {};
    if (is_directory(path)) {
        TRY(earlier_run(path));
        return {};
    }
    return fail(Errc::exists, directory_ + " holds things that restante did not make, such as " + name +
                                  "; name another directory, or --overwrite to write into it all the same");
}

Result<void> DirectoryTarget::check_contents() const {
    if (options_.overwrite || !is_directory(directory_)) return {};
    for (const std::string& name : TRY(list_directory(directory_))) TRY_VOID(check_entry(name));
    return {};
}

Result<void> DirectoryTarget::prepare(const SourceFacts&, const std::vector<model::Mailbox>&) {
    TRY_VOID(check_directory_place(directory_));
    return check_contents();
}

Result<std::string> DirectoryTarget::choose_directory(const model::Mailbox& mailbox) {
    const std::string base = encode_component(model::label_of(mailbox)).text;
    for (std::size_t number = 1; number < kMostNamesakes; ++number) {
        const std::string name = number == 1 ? base : base + "%~" + std::to_string(number);
        const auto [used, is_free] = used_.try_emplace(fold_case(name), mailbox_identity(mailbox));
        if (!is_free) {
            if (used->second == mailbox_identity(mailbox)) return directory_ + "/" + name;
            continue;
        }
        const auto earlier = read_manifest(directory_ + "/" + name);
        // Another mailbox of the same name, from another postoffice, keeps its directory.
        const bool other = earlier && earlier->target == kind_ && !same_mailbox(earlier->mailbox, mailbox);
        if (!other) return directory_ + "/" + name;
        used_.erase(used);
    }
    return fail(Errc::too_large, "too many mailboxes are named " + mailbox.name);
}

Result<std::unique_ptr<MailboxWriter>> DirectoryTarget::open_mailbox(const model::Mailbox& mailbox, Findings& losses) {
    WriterSetup setup;
    setup.directory = TRY(choose_directory(mailbox));
    auto earlier = earlier_run(setup.directory);
    if (earlier)
        setup.earlier = std::move(*earlier);
    else if (!options_.overwrite || earlier.error().code != Errc::exists || !is_directory(setup.directory))
        return fail(std::move(earlier.error()));
    setup.mailbox = mailbox;
    setup.options = options_;
    setup.losses = &losses;
    TRY_VOID(make_directories(setup.directory));
    setup.lock = TRY(LockedDirectory::open(setup.directory));
    std::unique_ptr<DirectoryWriter> writer = how_.make_writer(std::move(setup));
    TRY_VOID(writer->start());
    return std::unique_ptr<MailboxWriter>(std::move(writer));
}

Result<void> DirectoryTarget::read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) {
    for (const std::string& name : TRY(list_directory(directory_))) {
        const std::string path = directory_ + "/" + name;
        const auto manifest = read_manifest(path);
        if (!manifest || manifest->target != kind_) continue;
        const bool asked = std::any_of(mailboxes.begin(), mailboxes.end(), [&](const model::Mailbox& mailbox) {
            return same_mailbox(mailbox, manifest->mailbox);
        });
        if (asked) TRY_VOID(how_.read_back(path, visit));
    }
    return {};
}

Result<std::unique_ptr<Target>> open_directory_target(const std::string& kind, const std::string& directory,
                                                      const TargetOptions& options, DirectoryKind how) {
    if (directory.empty()) return fail(Errc::usage, kind + ": names no directory (expected " + kind + ":DIR)");
    return std::unique_ptr<Target>(std::make_unique<DirectoryTarget>(kind, directory, options, std::move(how)));
}

}  // namespace restante::targets::files
