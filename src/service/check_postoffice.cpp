#include "service/check_postoffice.h"

#include <fmt/format.h>

#include <set>
#include <tuple>

#include "service/postoffice_file.h"
#include "sources/postoffice/postoffice_files.h"
#include "sources/source.h"
#include "sources/tree/file_tree.h"

namespace restante::service {
namespace {

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void check_tree_file(sources::FileTree& tree, std::size_t index, ContentCheck by_content, Findings& findings) {
    const std::string& path = tree.files()[index].path;
    const auto fail_with = [&](const Error& error) {
        findings.add(MessageId::source_file_unreadable, error.what, path, error.offset);
    };
    const auto bytes = tree.open(index);
    if (!bytes) return fail_with(bytes.error());
    Findings of_format;
    const auto known = by_content(*bytes, of_format);
    if (!known) return fail_with(known.error());
    for (Finding finding : of_format.list()) {
        finding.item = finding.item.empty() ? path : path + ": " + finding.item;
        findings.add(std::move(finding));
    }
    if (*known != nullptr) return;
    const auto kind = recognise_postoffice_file(path);
    if (!kind) return;
    if (const auto done = check_postoffice_file(*kind, **bytes, path, findings); !done) fail_with(done.error());
}

}  // namespace

Outcome<Checked> check_directory(const std::string& path, ContentCheck by_content) {
    Findings unreadable;
    auto tree = sources::open_tree(path, unreadable, false);
    if (!tree) return refuse_source(tree.error());
    const auto roots = sources::find_postoffices(**tree, false);
    if (roots.empty()) return refuse(ExitCode::bad_source, path + " holds no postoffice");
    Checked checked{"postoffice", std::move(unreadable)};
    for (std::size_t i = 0; i < (*tree)->files().size(); ++i) check_tree_file(**tree, i, by_content, checked.findings);
    const auto source = sources::open_source(path, {});
    if (!source) return refuse_source(source.error());
    // What was told of a file above is not told again.
    std::set<std::tuple<MessageId, std::string, std::optional<std::uint64_t>>> told;
    for (const Finding& finding : checked.findings.list())
        told.emplace(finding.id, last_part(finding.item), finding.offset);
    for (const Finding& finding : (*source)->findings().list())
        if (!told.contains({finding.id, last_part(finding.item), finding.offset})) checked.findings.add(finding);
    return checked;
}

}  // namespace restante::service
