#include "sources/postoffice/postoffice_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/sha256.h"

namespace restante::sources {
namespace {

// Microsoft's own programs look for this one (Q132744, Q94259).
constexpr std::string_view kMark = "GLB/MASTER.GLB";
// Without it, several of these together are a postoffice all the same.
constexpr std::array<std::string_view, 6> kTraces{"GLB/ACCESS2.GLB", "GLB/ACCESS.GLB",   "GLB/CONTROL.GLB",
                                                  "NME/ADMIN.NME",   "NME/ADMINSHD.NME", "GRP/ADMIN.GRP"};
constexpr std::size_t kEnoughTraces = 2;
constexpr std::array<std::string_view, 2> kMailFiles{".MBG", ".MAI"};

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

// "A/B/MBG/00000001.MBG" or "A/B/MAI/MA1/00000001.MAI": "A/B".
std::optional<std::string> top_above_mail(const std::string& path, const std::string& capitals) {
    for (const std::string_view extension : kMailFiles) {
        if (!capitals.ends_with(extension)) continue;
        const std::string directory = std::string(extension.substr(1)) + "/";
        const std::size_t at = capitals.rfind(directory);
        if (at == std::string::npos || (at != 0 && capitals[at - 1] != '/')) continue;
        return path.substr(0, at == 0 ? 0 : at - 1);
    }
    return std::nullopt;
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
    auto content = bytes ? read_all(**bytes, kLargestTable) : tl::unexpected(bytes.error());
    if (content) return std::move(*content);
    findings.add(MessageId::source_file_unreadable, content.error().describe(), file(index).path);
    return {};
}

std::vector<std::string> find_postoffices(const FileTree& tree) {
    std::set<std::string> tops;
    std::map<std::string, std::size_t> traces;
    std::set<std::string> with_mail;
    for (const TreeFile& file : tree.files()) {
        const std::string capitals = ascii_upper(file.path);
        if (auto top = top_above(file.path, capitals, kMark)) tops.insert(std::move(*top));
        for (const std::string_view trace : kTraces)
            if (auto top = top_above(file.path, capitals, trace)) ++traces[*top];
        if (auto top = top_above_mail(file.path, capitals)) with_mail.insert(std::move(*top));
    }
    for (const auto& [top, count] : traces)
        if (count + (with_mail.contains(top) ? 1 : 0) >= kEnoughTraces) tops.insert(top);
    return {tops.begin(), tops.end()};
}

}  // namespace restante::sources
