#include "service/forge.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <system_error>

#include "base/ascii.h"
#include "forge/damage.h"
#include "forge/forge.h"
#include "forge/layouts.h"
#include "forge/output_directory.h"

namespace restante::service {
namespace {

constexpr std::string_view kStoreExtension = ".mmf";

tl::unexpected<Refusal> refuse_forging(const Error& error) {
    const bool untouched = error.code == Errc::exists || error.code == Errc::bad_value;
    return refuse(untouched ? ExitCode::usage : ExitCode::io, error.describe());
}

bool is_store(const std::string& out) { return ascii_lower(out).ends_with(kStoreExtension); }

}  // namespace

Outcome<void> forge(const ForgeRequest& request) {
    const bool store = is_store(request.out);
    if (const std::string text = restante::forge::objection(request.options, store); !text.empty())
        return refuse(ExitCode::usage, text);
    std::unique_ptr<restante::forge::FileSink> truth;
    if (!request.truth.empty()) {
        auto sink = restante::forge::FileSink::create(request.truth);
        if (!sink) return refuse_forging(sink.error());
        truth = std::move(*sink);
    }
    const auto made = store ? restante::forge::forge_store(request.out, request.options, truth.get())
                            : restante::forge::forge_postoffice(request.out, request.options, truth.get());
    if (!made) {
        const auto refusal = refuse_forging(made.error());
        // It was made a moment ago and holds nothing.
        std::error_code ignored;
        if (truth && refusal.value().code == ExitCode::usage) std::filesystem::remove(request.truth, ignored);
        return refusal;
    }
    if (!truth) return {};
    if (const auto closed = truth->close(); !closed) return refuse_forging(closed.error());
    return {};
}

std::string layout_list() {
    std::string text;
    for (const auto& layout : restante::forge::named_layouts())
        text += fmt::format("  {:<12}{}\n", layout.name, layout.description);
    return text +
           fmt::format("  {:<12}every part picked by the seed, and nobody is told\n", restante::forge::kHiddenLayout);
}

std::string damage_list() {
    std::string text;
    for (const auto& kind : restante::forge::damage_kinds())
        text += fmt::format("  {:<18}{}\n", kind.name, kind.description);
    return text;
}

}  // namespace restante::service
