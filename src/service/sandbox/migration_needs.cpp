#include "service/sandbox/migration_needs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "formats/exchange/packing_list.h"
#include "ledger/ledger.h"
#include "service/report_place.h"
#include "service/run_ledger.h"
#include "targets/target_uri.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

bool is_server(const std::string& scheme) { return scheme == "imap" || scheme == "imaps" || scheme == "ews"; }

bool lies_below(const fs::path& path, const fs::path& directory) {
    return std::mismatch(directory.begin(), directory.end(), path.begin(), path.end()).first == directory.end();
}

class Needs {
public:
    explicit Needs(const MigrateRequest& request) : request_(&request) {}

    SandboxNeeds all() {
        needs_.read = needs_of_source(request_->source);
        for (const auto* more : {&request_->pieces, &request_->layouts})
            needs_.read.insert(needs_.read.end(), more->begin(), more->end());
        for (const auto* one : {&request_->map, &request_->users, &request_->secret_file})
            if (!one->empty()) needs_.read.push_back(*one);
        bool place_for_files = false;
        for (const std::string& uri : request_->targets)
            if (const auto target = targets::TargetUri::parse(uri)) place_for_files = add(*target) || place_for_files;
        if (!request_->report_directory.empty()) write(request_->report_directory);
        if (ledger::is_server(request_->ledger))
            needs_.network = true;
        else if (!request_->ledger.empty())
            write(fs::absolute(request_->ledger).parent_path());
        if (!place_for_files && (request_->report_directory.empty() || request_->ledger.empty()))
            write(fs::path(report_place(*request_, {}).path).parent_path());
        return std::move(needs_);
    }

private:
    // True when report and ledger may stand there.
    bool add(const targets::TargetUri& target) {
        for (const auto& [name, value] : target.parameters)
            if (name == "ca") needs_.read.push_back(value);
        if (is_server(target.scheme)) {
            needs_.network = true;
            return false;
        }
        std::error_code error;
        const bool is_file = target.scheme == "json" ||
                             (fs::path(target.rest).extension() == ".pst" && !fs::is_directory(target.rest, error));
        if (!is_file) {
            write(target.rest);
            return true;
        }
        if (target.rest == "-" || (fs::exists(target.rest, error) && !fs::is_regular_file(target.rest, error)))
            return false;
        write(fs::absolute(target.rest, error).parent_path());
        write(fs::weakly_canonical(target.rest, error).parent_path());
        return true;
    }

    void write(const fs::path& directory) {
        std::error_code error;
        const bool inside =
            lies_below(fs::weakly_canonical(fs::absolute(directory, error), error), canonical_source(request_->source));
        if (!request_->dry_run && !inside) fs::create_directories(directory, error);
        needs_.write.push_back(directory.string());
    }

    const MigrateRequest* request_;
    SandboxNeeds needs_{};
};

}  // namespace

std::vector<std::string> needs_of_source(const std::string& path) {
    std::vector<std::string> needs{path};
    std::ifstream file(path, std::ios::binary);
    ByteVector start(exchange::kPackingListStart);
    file.read(reinterpret_cast<char*>(start.data()), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    std::error_code error;
    if (exchange::is_packing_list(start)) needs.push_back(fs::absolute(path, error).parent_path().string());
    return needs;
}

SandboxNeeds needs_of(const MigrateRequest& request) { return Needs(request).all(); }

}  // namespace restante::service
