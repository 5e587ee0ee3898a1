#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sources/file_bytes.h"
#include "sources/tree/archive_headers.h"
#include "sources/tree/trees.h"

namespace restante::sources {
namespace {

class CombinedTree final : public FileTree {
public:
    CombinedTree(std::unique_ptr<FileTree> outer, std::vector<InnerTree> inner) {
        trees_.push_back(std::move(outer));
        add(0, {});
        for (InnerTree& one : inner) {
            trees_.push_back(std::move(one.tree));
            add(trees_.size() - 1, one.path + "/");
        }
        sort_by_path(files_, places_);
    }

    [[nodiscard]] const std::vector<TreeFile>& files() const override { return files_; }
    Result<ByteSourcePointer> open(std::size_t index) override {
        const TreePlace& place = places_.at(index);
        return trees_[place.container]->open(place.file);
    }
    [[nodiscard]] bool random_access() const override {
        return std::ranges::all_of(trees_, [](const auto& tree) { return tree->random_access(); });
    }

private:
    void add(std::size_t container, const std::string& prefix) {
        const std::vector<TreeFile>& listed = trees_[container]->files();
        for (std::size_t i = 0; i < listed.size(); ++i) {
            files_.push_back({prefix + listed[i].path, listed[i].size, listed[i].kind});
            places_.push_back({container, i});
        }
    }

    std::vector<std::unique_ptr<FileTree>> trees_{};
    std::vector<TreeFile> files_{};
    std::vector<TreePlace> places_{};
};

Result<std::unique_ptr<FileTree>> open_container(const ByteSourcePointer& bytes, const std::string& name,
                                                 Findings& findings, bool dig) {
    if (auto image = open_image_tree(bytes, name, findings, dig)) return image;
    return open_archive_tree(bytes, name, findings, dig);
}

// A tar whose first header is lost.
Result<std::unique_ptr<FileTree>> open_rest_of_tar(const ByteSourcePointer& bytes, const std::string& name,
                                                   Findings& findings) {
    const auto start = find_tar_header(*bytes, 0);
    if (!start) return fail(Errc::bad_magic, name + " is neither an archive nor a disk image");
    auto tree = open_archive_tree(std::make_shared<ByteRange>(bytes, *start, bytes->size()), name, findings, true);
    if (tree && *start != 0) findings.add(MessageId::source_archive_salvaged, "its first header is lost", name, *start);
    return tree;
}

// Archives and images that lie in the directory. What only looked like one is left as the file it is.
std::vector<InnerTree> inner_trees(FileTree& outer, Findings& findings, bool dig) {
    std::vector<InnerTree> inner;
    for (std::size_t i = 0; i < outer.files().size(); ++i) {
        const TreeFile& file = outer.files()[i];
        if (file.kind != FileKind::other) continue;
        const auto bytes = outer.open(i);
        if (!bytes || !may_hold_files(**bytes)) continue;
        auto tree = open_container(*bytes, file.path, findings, dig);
        if (tree) inner.push_back({file.path, std::move(*tree)});
    }
    return inner;
}

}  // namespace

FileKind kind_of_file(const ByteSource& bytes) {
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), kDetectionBytes)));
    return bytes.read(0, start) ? detect(start, bytes.size()) : FileKind::other;
}

void sort_by_path(std::vector<TreeFile>& files, std::vector<TreePlace>& places) {
    std::vector<std::size_t> order(files.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const std::string& { return files[i].path; });
    std::vector<TreeFile> sorted_files;
    std::vector<TreePlace> sorted_places;
    for (const std::size_t i : order) {
        sorted_files.push_back(std::move(files[i]));
        sorted_places.push_back(places[i]);
    }
    files = std::move(sorted_files);
    places = std::move(sorted_places);
}

std::unique_ptr<FileTree> combine_trees(std::unique_ptr<FileTree> outer, std::vector<InnerTree> inner) {
    if (inner.empty()) return outer;
    return std::make_unique<CombinedTree>(std::move(outer), std::move(inner));
}

Result<std::unique_ptr<FileTree>> open_tree(const std::string& path, Findings& findings, bool dig) {
    std::error_code unknown;
    if (!std::filesystem::is_directory(path, unknown)) {
        const auto bytes = TRY(FileBytes::open(path));
        if (may_hold_files(*bytes)) return open_container(bytes, path, findings, dig);
        if (dig) return open_rest_of_tar(bytes, path, findings);
        return fail(Errc::bad_magic, path + " is neither an archive nor a disk image");
    }
    auto outer = TRY(open_directory_tree(path, findings));
    auto inner = inner_trees(*outer, findings, dig);
    return combine_trees(std::move(outer), std::move(inner));
}

}  // namespace restante::sources
