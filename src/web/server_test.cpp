#include "web/server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <string_view>

namespace restante::web {
namespace {

// The first line of what the server says to these bytes.
std::string answer_to(std::uint16_t port, std::string_view request) {
    const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(connection, reinterpret_cast<const sockaddr*>(&place), sizeof place), 0);
    while (!request.empty()) {
        const auto sent = ::send(connection, request.data(), request.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;  // it says no before it has heard everything
        request.remove_prefix(static_cast<std::size_t>(sent));
    }
    std::string answer(64, ' ');
    const auto got = ::recv(connection, answer.data(), answer.size(), MSG_WAITALL);
    ::close(connection);
    answer.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return answer.substr(0, answer.find('\r'));
}

TEST(WebServer, RequestsOfAMebibyteAreEnough) {
    constexpr std::size_t kMost = std::size_t{1024} * 1024;
    const auto server = *Server::bind(0);
    std::atomic<std::size_t> handled = 0;
    server->start([&handled](const Request& request) {
        handled = request.body.size();
        return Response{};
    });
    const auto plain = [](std::size_t size) {
        return fmt::format("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", size) +
               std::string(size, 'x');
    };
    EXPECT_EQ(answer_to(server->port(), plain(kMost)), "HTTP/1.1 200 OK");
    EXPECT_EQ(handled, kMost);
    handled = 0;
    EXPECT_TRUE(answer_to(server->port(), plain(kMost + 1)).starts_with("HTTP/1.1 413 "));
    EXPECT_EQ(handled, 0U);
    // Of a length that is not stated nobody would know in time.
    const std::string chunked =
        "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n";
    EXPECT_TRUE(answer_to(server->port(), chunked).starts_with("HTTP/1.1 411 "));
    EXPECT_EQ(handled, 0U);
    server->stop();
}

}  // namespace
}  // namespace restante::web
