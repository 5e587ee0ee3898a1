// From a message in memory to a PST file, finished and published.
#include "targets/pst/pst_target.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "bench/example_message.h"

namespace {

using namespace restante;

Result<void> write_store(const std::string& place, const std::string& format, const model::Message& message,
                         std::int64_t count) {
    const model::Mailbox mailbox{"JDOE", "John Doe", "MS:ACME/HQ/JDOE", {}};
    const auto uri = TRY(targets::TargetUri::parse(fmt::format("pst:{}?format={}", place, format)));
    const auto target = TRY(targets::open_pst_target(uri, {}));
    TRY_VOID(target->prepare({}, {mailbox}));
    Findings losses;
    const auto writer = TRY(target->open_mailbox(mailbox, losses));
    TRY_VOID(writer->begin_folder({.path = {"Inbox"}, .role = model::FolderRole::inbox}));
    for (std::int64_t i = 0; i < count; ++i)
        TRY(writer->add_message(message, "Inbox/1", fmt::format("{:016x}{:016x}", i, 0)));
    TRY_VOID(writer->end_folder());
    TRY_VOID(writer->finish(Findings{}));
    return target->finish();
}

// Messages of 1.5 kB, or with an attachment of 100 kB; `count` of them in a store.
void deliver(benchmark::State& state, const char* format) {
    const auto attachment = static_cast<std::size_t>(state.range(0));
    const std::int64_t count = state.range(1);
    const std::string place = (std::filesystem::temp_directory_path() / "restante-pst-bench").string();
    const model::Message message = bench::example_message(1500, attachment);
    for (auto _ : state) {
        state.PauseTiming();
        std::filesystem::remove_all(place);
        state.ResumeTiming();
        if (const auto written = write_store(place, format, message, count); !written)
            state.SkipWithError(written.error().describe().c_str());
    }
    std::filesystem::remove_all(place);
    state.SetItemsProcessed(state.iterations() * count);
    state.SetBytesProcessed(static_cast<std::int64_t>(attachment + message.body->size()) * state.iterations() * count);
}
BENCHMARK_CAPTURE(deliver, unicode, "unicode")
    ->Args({0, 50'000})
    ->Args({100'000, 2'000})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(deliver, ansi, "ansi")->Args({0, 50'000})->Args({100'000, 2'000})->Unit(benchmark::kMillisecond);

}  // namespace
