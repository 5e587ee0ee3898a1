// What a volume lists, and what it lost: directories one after another, each of their clusters only once, so that
// circles end and what is listed is no more than the volume holds. Source: docs/formats/fat.md.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "formats/fat/directory.h"
#include "formats/fat/file.h"
#include "formats/fat/file_start.h"

namespace restante::fat {

class Volume;

class DirectoryWalk {
public:
    DirectoryWalk(Volume& volume, Findings& findings, const Wanted& wanted);

    // Fills in the files of the volume.
    void run();

private:
    void damaged(const std::string& path, const std::string& what);
    // Nothing more is listed; the first reason is told. False.
    bool stop(const std::string& path, const std::string& why);

    // The directories that wait, those in them, and what stands behind their ends.
    void list_all();
    void walk(std::uint32_t first, const std::string& path);
    void take(const ByteSource& directory, const std::string& path);
    bool add(Entry entry, const std::string& path);
    // False: nothing was.
    bool list_behind_ends();
    // What was listed since: its clusters are used. Files beyond a limit stay closed.
    void claim();

    void look_for_lost();
    void list_lost(const std::vector<std::uint32_t>& directories);
    void measure_all();
    void take_deleted();
    void tell_when_cut(const File& file);
    void tell_what_is_left();

    Volume& volume_;
    Findings& findings_;
    const Wanted& wanted_;
    std::uint64_t path_bytes_left_;
    bool full_ = false;  // nothing more is listed
    std::vector<std::pair<std::uint32_t, std::string>> waiting_{};
    std::unordered_set<std::uint32_t> seen_{};  // clusters of directories
    std::vector<std::pair<std::string, Entry>> behind_ends_{};
    std::vector<File> deleted_{};
    std::uint64_t claimed_ = 0;  // clusters that files say they have
    bool shared_too_often_ = false;
    std::vector<bool> used_{};  // clusters of files and directories that are listed
};

}  // namespace restante::fat
