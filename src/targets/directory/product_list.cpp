#include "targets/directory/product_list.h"

#include <nlohmann/json.hpp>

#include "targets/files/output_file.h"

namespace restante::targets::directory {
namespace {

constexpr std::string_view kSchema = "restante-directory/1";
constexpr std::uint64_t kLargestList = 16 * 1024 * 1024;

}  // namespace

std::vector<std::string> read_product_list(const std::string& directory) {
    const auto text = files::read_file(directory + "/" + std::string(kProductListName), kLargestList);
    if (!text) return {};
    try {
        const auto json = nlohmann::json::parse(*text);
        if (json.at("schema").get<std::string>() != kSchema) return {};
        auto names = json.at("files").get<std::vector<std::string>>();
        // Nothing outside the directory, whoever wrote the list.
        std::erase_if(names, [](const std::string& name) { return name.find('/') != std::string::npos; });
        return names;
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

Result<void> write_product_list(const std::string& directory, const std::vector<std::string>& files) {
    nlohmann::ordered_json json;
    json["schema"] = std::string(kSchema);
    json["target"] = "directory";
    json["files"] = files;
    return files::write_file(directory + "/" + std::string(kProductListName),
                             json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace restante::targets::directory
