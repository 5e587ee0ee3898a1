// How fast text gets from a code page to UTF-8, and bytes to a digest: every message passes both.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/code_page.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace restante {
namespace {

// A body of about 1.5 kB, the size the whole-run benchmarks use; `accent` now and then, as in real letters.
std::string body(const std::string& accent) {
    std::string text;
    while (text.size() < 1500) text += "The quick brown fox jumps over the lazy " + accent + "dog.\r\n";
    return text;
}

void decode(benchmark::State& state, int number, const std::string& accent) {
    const auto page = CodePage::numbered(number);
    const std::string bytes = body(accent);
    std::string text;
    for ([[maybe_unused]] const auto iteration : state) {
        text.clear();
        benchmark::DoNotOptimize(page->decode(as_bytes(bytes), text));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK_CAPTURE(decode, ascii_in_1252, 1252, "");
BENCHMARK_CAPTURE(decode, german_in_1252, 1252, "\xFC");
BENCHMARK_CAPTURE(decode, japanese_in_932, 932, "\x93\xFA\x96\x7B");

void validate_utf8(benchmark::State& state) {
    const std::string text = body("\xC3\xBC");
    for ([[maybe_unused]] const auto iteration : state) benchmark::DoNotOptimize(is_valid_utf8(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(validate_utf8);

void sha256(benchmark::State& state) {
    const std::string data(static_cast<std::size_t>(state.range(0)), 'x');
    for ([[maybe_unused]] const auto iteration : state) benchmark::DoNotOptimize(Sha256::of(as_bytes(data)));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sha256)->Arg(1500)->Arg(100'000);

}  // namespace
}  // namespace restante
