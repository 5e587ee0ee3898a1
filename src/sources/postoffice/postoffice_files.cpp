#include "sources/postoffice/postoffice_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "base/sha256.h"
#include "sources/salvaged_file.h"

namespace restante::sources {
namespace {

// Microsoft's own programs look for this one (Q132744, Q94259).
constexpr std::string_view kMark = "GLB/MASTER.GLB";
// Without it, several of these together are a postoffice all the same.
constexpr std::array<std::string_view, 6> kTraces{"GLB/ACCESS2.GLB", "GLB/ACCESS.GLB",   "GLB/CONTROL.GLB",
                                                  "NME/ADMIN.NME",   "NME/ADMINSHD.NME", "GRP/ADMIN.GRP"};
constexpr std::size_t kEnoughTraces = 2;
constexpr std::array<std::string_view, 2> kMailFiles{".MBG", ".MAI"};
// Each below a directory of its name, folder files below FOLDERS. Other programs' files are called like this, too:
// alone they count only for who digs.
constexpr std::array<std::string_view, 3> kLeftFiles{".MBG", ".MAI", ".ATT"};
constexpr std::string_view kFolderFile = ".FLD", kFolders = "FOLDERS/";

bool before_in_capitals(std::string_view left, std::string_view right) {
    return std::ranges::lexicographical_compare(left, right, [](char a, char b) {
        return static_cast<unsigned char>(ascii_upper(a)) < static_cast<unsigned char>(ascii_upper(b));
    });
}

// "A/B/GLB/MASTER.GLB" ends with the mark: "A/B". Nothing when it does not.
std::optional<std::string> top_above(const std::string& path, const std::string& capitals, std::string_view mark) {
    if (!capitals.ends_with(mark)) return std::nullopt;
    const std::size_t rest = capitals.size() - mark.size();
    if (rest == 0) return std::string();
    if (capitals[rest - 1] != '/') return std::nullopt;
    return path.substr(0, rest - 1);
}

// "A/B/MBG/00000001.MBG" in "MBG/": "A/B".
std::optional<std::string> top_above_directory(const std::string& path, const std::string& capitals,
                                               std::string_view directory) {
    const std::size_t at = capitals.rfind(directory);
    if (at == std::string::npos || (at != 0 && capitals[at - 1] != '/')) return std::nullopt;
    return path.substr(0, at == 0 ? 0 : at - 1);
}

// "A/B/MBG/00000001.MBG" or "A/B/MAI/MA1/00000001.MAI": "A/B".
std::optional<std::string> top_above_files(const std::string& path, const std::string& capitals,
                                           std::span<const std::string_view> extensions) {
    for (const std::string_view extension : extensions) {
        if (!capitals.ends_with(extension)) continue;
        if (auto top = top_above_directory(path, capitals, std::string(extension.substr(1)) + "/")) return top;
    }
    return std::nullopt;
}

// Adds the tops of half-copied postoffices that lie in none that is known already.
void add_rests(const FileTree& tree, const std::map<std::string, std::size_t>& traces, std::set<std::string>& tops) {
    std::set<std::string> rests;
    for (const auto& [top, count] : traces) rests.insert(top);
    for (const TreeFile& file : tree.files()) {
        const std::string capitals = ascii_upper(file.path);
        if (auto top = top_above_files(file.path, capitals, kLeftFiles)) rests.insert(std::move(*top));
        if (!capitals.ends_with(kFolderFile)) continue;
        if (auto top = top_above_directory(file.path, capitals, kFolders)) rests.insert(std::move(*top));
    }
    const auto lies_in = [](const std::string& inner, const std::string& outer) {
        return outer.empty() || inner == outer || inner.starts_with(outer + "/");
    };
    for (const std::string& rest : rests)
        if (std::ranges::none_of(tops, [&](const std::string& top) { return lies_in(rest, top); })) tops.insert(rest);
}

}  // namespace

PostofficeFiles::PostofficeFiles(FileTree& tree, std::string root) : tree_(&tree), root_(std::move(root)) {
    const std::string prefix = root_.empty() ? std::string() : root_ + "/";
    for (std::size_t i = 0; i < tree.files().size(); ++i)
        if (tree.files()[i].path.starts_with(prefix)) by_path_.push_back(static_cast<std::uint32_t>(i));
    const auto path_of = [this](std::uint32_t index) { return path_below_root(index); };
    std::ranges::stable_sort(by_path_, before_in_capitals, path_of);
    // Two names that differ in case only cannot both come from a DOS disk; the first one counts.
    const auto doubles = std::ranges::unique(by_path_, equals_ignoring_ascii_case, path_of);
    by_path_.erase(doubles.begin(), doubles.end());
    by_path_.shrink_to_fit();
}

std::string_view PostofficeFiles::path_below_root(std::size_t index) const {
    return std::string_view(file(index).path).substr(root_.empty() ? 0 : root_.size() + 1);
}

std::vector<std::uint32_t>::const_iterator PostofficeFiles::first_from(std::string_view capitals) const {
    return std::ranges::lower_bound(by_path_, capitals, before_in_capitals,
                                    [this](std::uint32_t index) { return path_below_root(index); });
}

std::optional<std::size_t> PostofficeFiles::find(const std::string& path) const {
    const auto found = first_from(path);
    if (found == by_path_.end() || !equals_ignoring_ascii_case(path_below_root(*found), path)) return std::nullopt;
    return *found;
}

std::vector<NamedFile> PostofficeFiles::list(std::string_view directory, std::string_view extension) const {
    std::vector<NamedFile> files = list_below(directory, extension);
    std::erase_if(files, [](const NamedFile& file) { return file.stem.find('/') != std::string::npos; });
    return files;
}

std::vector<NamedFile> PostofficeFiles::list_below(std::string_view directory, std::string_view extension) const {
    std::vector<NamedFile> files;
    const std::string prefix = std::string(directory) + "/";
    for (auto file = first_from(prefix); file != by_path_.end(); ++file) {
        const std::string path = ascii_upper(path_below_root(*file));
        if (!path.starts_with(prefix)) break;
        const std::size_t size = path.size() - prefix.size();
        if (size < extension.size() || !path.ends_with(extension)) continue;
        files.push_back({path.substr(prefix.size(), size - extension.size()), *file});
    }
    return files;
}

std::size_t PostofficeFiles::count(std::string_view directory) const { return list(directory, "").size(); }

std::uint64_t PostofficeFiles::total_size() const {
    std::uint64_t total = 0;
    for (const std::uint32_t index : by_path_) total += file(index).size;
    return total;
}

Result<std::string> PostofficeFiles::sha256() const {
    Sha256 whole;
    for (const std::uint32_t index : by_path_) {
        const auto bytes = open(index);
        const auto hash = bytes ? Sha256::hex_of(**bytes) : tl::unexpected(bytes.error());
        whole.update(as_bytes(fmt::format("{}  {}  {}\n", hash.value_or("unreadable"), file(index).size,
                                          ascii_upper(path_below_root(index)))));
    }
    return whole.finish_hex();
}

ByteVector PostofficeFiles::read(const std::string& path, Findings& findings) const {
    const auto index = find(path);
    return index ? read(*index, findings) : ByteVector();
}

ByteVector PostofficeFiles::read(std::size_t index, Findings& findings) const {
    const auto bytes = open(index);
    auto content =
        bytes ? read_all_but_lost(*bytes, kLargestTable, findings, file(index).path) : tl::unexpected(bytes.error());
    if (content) return std::move(*content);
    findings.add(MessageId::source_file_unreadable, content.error().describe(), file(index).path);
    return {};
}

std::vector<std::string> find_postoffices(const FileTree& tree, bool dig) {
    std::set<std::string> tops;
    std::map<std::string, std::size_t> traces;
    std::set<std::string> with_mail;
    for (const TreeFile& file : tree.files()) {
        const std::string capitals = ascii_upper(file.path);
        if (auto top = top_above(file.path, capitals, kMark)) tops.insert(std::move(*top));
        for (const std::string_view trace : kTraces)
            if (auto top = top_above(file.path, capitals, trace)) ++traces[*top];
        if (auto top = top_above_files(file.path, capitals, kMailFiles)) with_mail.insert(std::move(*top));
    }
    for (const auto& [top, count] : traces)
        if (count + (with_mail.contains(top) ? 1 : 0) >= kEnoughTraces) tops.insert(top);
    if (dig) add_rests(tree, traces, tops);
    return {tops.begin(), tops.end()};
}

}  // namespace restante::sources
