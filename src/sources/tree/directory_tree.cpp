#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sources/file_bytes.h"
#include "sources/tree/trees.h"

namespace restante::sources {
namespace {

namespace fs = std::filesystem;

class DirectoryTree final : public FileTree {
public:
    DirectoryTree(std::string root, std::vector<TreeFile> files) : root_(std::move(root)), files_(std::move(files)) {}

    [[nodiscard]] const std::vector<TreeFile>& files() const override { return files_; }
    Result<ByteSourcePointer> open(std::size_t index) override {
        return ByteSourcePointer(TRY(FileBytes::open(root_ + "/" + files_.at(index).path)));
    }

private:
    std::string root_;
    std::vector<TreeFile> files_;
};

// Lists one directory after another; those that cannot be read are named, the others go on.
class Listing {
public:
    Listing(const std::string& root, Findings& findings) : root_(root), findings_(findings) {}

    std::vector<TreeFile> run() {
        std::vector<std::string> waiting{""};
        while (!waiting.empty() && !full_) {
            const std::string path = std::move(waiting.back());
            waiting.pop_back();
            list(path, waiting);
        }
        std::ranges::sort(files_, {}, &TreeFile::path);
        files_.shrink_to_fit();
        return std::move(files_);
    }

private:
    void list(const std::string& path, std::vector<std::string>& waiting) {
        std::error_code error;
        fs::directory_iterator entries(path.empty() ? root_ : root_ + "/" + path, error);
        for (; !error && entries != fs::directory_iterator() && !full_; entries.increment(error)) {
            const std::string name = entries->path().filename().string();
            std::string inner = path.empty() ? name : path + "/" + name;
            std::error_code unknown;
            if (entries->is_directory(unknown)) {
                if (!entries->is_symlink(unknown)) waiting.push_back(std::move(inner));
            } else if (entries->is_regular_file(unknown)) {
                take(std::move(inner));
            }
        }
        if (error) findings_.add(MessageId::source_directory_unreadable, error.message(), path.empty() ? root_ : path);
    }
    void take(std::string path) {
        if (files_.size() == FileTree::kMostFiles) {
            full_ = true;
            findings_.add(MessageId::source_too_many_files, "the first are read", root_);
            return;
        }
        const auto bytes = FileBytes::open(root_ + "/" + path);
        if (!bytes) {
            findings_.add(MessageId::source_file_unreadable, bytes.error().what, path);
            return;
        }
        files_.push_back({std::move(path), (*bytes)->size(), kind_of_file(**bytes)});
    }

    const std::string& root_;
    Findings& findings_;
    std::vector<TreeFile> files_{};
    bool full_ = false;
};

}  // namespace

Result<std::unique_ptr<FileTree>> open_directory_tree(const std::string& path, Findings& findings) {
    std::string root = path;
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    std::error_code error;
    fs::directory_iterator probe(root, error);
    if (error == std::errc::permission_denied) return fail(Errc::denied, path + ": the directory may not be read");
    if (error) return fail(Errc::not_found, path + ": " + error.message());
    return std::unique_ptr<FileTree>(new DirectoryTree(root, Listing(root, findings).run()));
}

}  // namespace restante::sources
