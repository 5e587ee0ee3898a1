#include "service/dump.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "service/dump_parts.h"
#include "service/dump_postoffice.h"
#include "service/migration_file.h"
#include "sources/file_bytes.h"

namespace restante::service {
namespace {

// "86cde123": the four stored bytes in file order, type byte first.
std::optional<mmf::Oid> parse_oid(const std::string& text) {
    std::uint32_t stored = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), stored, 16);
    if (text.size() != 8 || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return mmf::Oid{(stored >> 24U) | ((stored >> 8U) & 0xFF00U) | ((stored << 8U) & 0xFF0000U) | (stored << 24U)};
}

bool dump_all_raw(const mmf::Store& store, const LineSink& sink) {
    for (const mmf::Node& node : store.nodes())
        if (!node.is_alias() && !dump_raw(store, node, sink)) return false;
    return true;
}

}  // namespace

Outcome<ExitCode> dump(const DumpRequest& request, const LineSink& sink) {
    const auto oid = request.object.empty() ? std::optional(mmf::Oid{}) : parse_oid(request.object);
    if (!oid)
        return refuse(ExitCode::usage, fmt::format("\"{}\" is no object id: give the eight hexadecimal digits "
                                                   "dump shows, for example 86cde123",
                                                   request.object));
    const auto file = sources::FileBytes::open(request.path);
    if (!file) return refuse_source(file.error());
    Findings findings;
    const auto store = mmf::Store::open(*file, findings);
    if (const auto kind = recognise_postoffice_file(request.path); !store && kind) {
        if (!request.object.empty()) return refuse(ExitCode::bad_source, request.path + " has no objects");
        const auto done = dump_postoffice_file(*kind, **file, request, sink);
        if (!done) return refuse_source(Error(done.error()).in(request.path));
        return ExitCode::success;
    }
    if (!store) {
        const auto of_set = request.object.empty() ? dump_migration_file(*file, request, sink) : Result<bool>(false);
        if (!of_set) return refuse_source(Error(of_set.error()).in(request.path));
        if (*of_set) return ExitCode::success;
        return refuse_source(Error(store.error()).in(request.path));
    }

    if (!request.object.empty()) {
        const mmf::Node* node = (*store)->find(*oid);
        if (node == nullptr)
            return refuse(ExitCode::bad_source, fmt::format("{} has no object {}", request.path, request.object));
        if (request.raw)
            dump_raw(**store, *node, sink);
        else
            dump_object(**store, *node, sink);
    } else if (request.raw) {
        dump_all_raw(**store, sink);
    } else if (request.tree) {
        dump_tree(**store, sink);
    } else if (dump_header(**store, findings, sink)) {
        dump_nodes(**store, sink);
    }
    return ExitCode::success;
}

}  // namespace restante::service
