// Replays every file of the given folders through a fuzzer's entry point: a fuzzer becomes an ordinary test where
// there is no libFuzzer. A fuzzer with a mutator of its own gets some of its mutations as well, always the same ones.
// Fails when there is nothing to replay, because a test that cannot fail is a defect.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" {
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// Null when the fuzzer has none.
[[gnu::weak]] std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t longest,
                                                  unsigned seed);
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t longest);
}

namespace {

constexpr unsigned kMutations = 24;       // of each file
constexpr std::size_t kRoom = 64 * 1024;  // bytes a mutation may add

std::minstd_rand& random_numbers() {
    static std::minstd_rand numbers(1);
    return numbers;
}

std::size_t replay_mutations(const std::vector<std::uint8_t>& bytes) {
    if (LLVMFuzzerCustomMutator == nullptr) return 0;
    for (unsigned seed = 1; seed <= kMutations; ++seed) {
        std::vector<std::uint8_t> mutated(bytes);
        mutated.resize(bytes.size() + kRoom);
        mutated.resize(LLVMFuzzerCustomMutator(mutated.data(), bytes.size(), mutated.size(), seed));
        LLVMFuzzerTestOneInput(mutated.data(), mutated.size());
    }
    return kMutations;
}

}  // namespace

// In place of libFuzzer's: one byte changes, or one is put behind the others.
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t longest) {
    const auto value = static_cast<std::uint8_t>(random_numbers()());
    if (size < longest && (size == 0 || random_numbers()() % 4 == 0)) {
        data[size] = value;
        return size + 1;
    }
    if (size != 0) data[random_numbers()() % size] = value;
    return size;
}

int main(int argc, char** argv) {
    std::size_t replayed = 0, mutated = 0;
    for (int i = 1; i < argc; ++i) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(argv[i], error)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::vector<char> content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
            const std::vector<std::uint8_t> bytes(content.begin(), content.end());
            LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
            mutated += replay_mutations(bytes);
            ++replayed;
        }
    }
    std::printf("%zu inputs and %zu mutations replayed\n", replayed, mutated);
    return replayed == 0 ? 1 : 0;
}
