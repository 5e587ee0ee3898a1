// The encoders alone: what they cost must not show in a migration.
#include <benchmark/benchmark.h>

#include <string>

#include "base/bytes.h"
#include "formats/mime/base64.h"
#include "formats/mime/header_writer.h"
#include "formats/mime/text_body.h"

namespace {

using namespace restante;

void base64_lines(benchmark::State& state) {
    const std::string input(static_cast<std::size_t>(state.range(0)), 'x');
    std::string out;
    for (auto _ : state) {
        out.clear();
        mime::append_base64_lines(as_bytes(input), mime::LineEnd::lf, out);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(input.size()) * state.iterations());
}
BENCHMARK(base64_lines)->Arg(57 * 512)->Arg(57 * 18000);

void text(benchmark::State& state, const char* line) {
    std::string input;
    while (input.size() < 1500) input += line;
    mime::TextBody body;
    std::string out;
    for (auto _ : state) {
        out.clear();
        body.assign(input);
        body.append_to(out, mime::LineEnd::lf);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(input.size()) * state.iterations());
}
BENCHMARK_CAPTURE(text, ascii, "The quick brown fox jumps over the lazy dog and over the cat.\r\n");
BENCHMARK_CAPTURE(text, umlauts, "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.\r\n");

void subject(benchmark::State& state, const char* value) {
    std::string out;
    for (auto _ : state) {
        out.clear();
        mime::HeaderWriter(out, mime::LineEnd::lf).text("Subject", value);
        benchmark::DoNotOptimize(out.data());
    }
}
BENCHMARK_CAPTURE(subject, ascii, "Minutes of the meeting of the budget committee");
BENCHMARK_CAPTURE(subject, umlauts, "Grüße aus München an die Haushaltskommission");

}  // namespace
