// What is to be made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace restante::forge {

enum class PostofficeKind : std::uint8_t { retail, workgroup };

constexpr std::size_t kMostUsers = 500;             // of a postoffice (Q119088)
constexpr std::size_t kMostMessagesPerUser = 2500;  // with copies for others: a mailbag holds 4096 headers
constexpr std::size_t kMostStoreMessages = 20'000;  // of one message file, whose map ends at 65535 objects
constexpr std::size_t kLongestMessage = 32'000;     // bytes of text; the client's limit is 33580 with its header block
constexpr std::size_t kSmallestAttachment = 600;    // bytes: room for what tells its kind
constexpr std::size_t kLargestAttachment = 1UL << 30U;
constexpr std::size_t kDefaultMessagesPerUser = 20;

struct Options {
    std::size_t users = 10;
    std::uint64_t seed = 1;
    std::string layout = "plain";
    std::optional<std::size_t> messages{};  // distinct ones; without: kDefaultMessagesPerUser for each user
    std::optional<PostofficeKind> kind{};   // without: by the seed
    std::optional<std::size_t> message_size{}, attachment_size{};  // bytes; without: varying
    std::vector<std::string> damage{};                             // names of kinds

    [[nodiscard]] std::size_t message_count() const { return messages.value_or(users * kDefaultMessagesPerUser); }
};

// Why these options cannot be obeyed, in a sentence; "" when they can. `store`: one message file is to be made.
[[nodiscard]] std::string objection(const Options& options, bool store);

}  // namespace restante::forge
