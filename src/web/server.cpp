#include "web/server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace restante::web {
namespace {

constexpr std::size_t kThreads = 16;       // one an open connection: browsers open six
constexpr std::size_t kPiece = 64 * 1024;  // bytes of an attachment at a time
constexpr time_t kSecondsToWait = 10;      // for a request that has begun
constexpr time_t kSecondsToKeepAlive = 1;

// No script or style but ours, nothing from elsewhere, no frame, no form.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";
// What is to be saved may be anything.
constexpr const char* kFilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

Request request_of(const httplib::Request& asked) {
    Request request;
    request.method = asked.method;
    request.path = asked.path;
    for (const auto& [name, value] : asked.params) request.query.emplace(name, value);
    request.host = asked.get_header_value("Host");
    request.origin = asked.get_header_value("Origin");
    request.cookie = asked.get_header_value("Cookie");
    request.content_type = asked.get_header_value("Content-Type");
    request.fetch_site = asked.get_header_value("Sec-Fetch-Site");
    request.body = asked.body;
    return request;
}

// RFC 5987: every byte that is not a letter, a digit, '-', '.' or '_' escaped, so that no name can end the header.
std::string disposition(const std::string& name) {
    std::string escaped;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_';
        if (plain)
            escaped += c;
        else
            escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return "attachment; filename*=UTF-8''" + escaped;
}

void send_stream(const Response& response, httplib::Response& answer) {
    const ByteSourcePointer bytes = response.stream;
    answer.set_content_provider(
        static_cast<std::size_t>(bytes->size()), response.content_type,
        [bytes, keep = response.keep](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            ByteVector piece(std::min(length, kPiece));
            if (!bytes->read(offset, piece)) return false;
            return sink.write(reinterpret_cast<const char*>(piece.data()), piece.size());
        });
}

// From a provider, like streams: what is set as content the library compresses for every browser, which takes longer
// than the way within one machine ever could.
void send_body(const Response& response, httplib::Response& answer) {
    answer.set_content_provider(
        response.body.size(), response.content_type,
        [body = response.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            return sink.write(body.data() + offset, length);
        });
}

void send(const Response& response, httplib::Response& answer) {
    answer.status = response.status;
    answer.set_header("Content-Security-Policy", response.file_name.empty() ? kPolicy : kFilePolicy);
    answer.set_header("Cache-Control", response.lasting ? "private, max-age=31536000, immutable" : "no-store");
    if (!response.set_cookie.empty()) answer.set_header("Set-Cookie", response.set_cookie);
    if (!response.file_name.empty()) answer.set_header("Content-Disposition", disposition(response.file_name));
    if (response.stream && response.stream->size() != 0)
        send_stream(response, answer);
    else if (!response.body.empty())
        send_body(response, answer);
    else
        answer.set_content(response.body, response.content_type);
}

}  // namespace

struct Server::Parts {
    httplib::Server server{};
    int port = -1;
    std::thread thread{};
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::bind(std::uint16_t port) {
    auto parts = std::make_unique<Parts>();
    httplib::Server& server = parts->server;
    server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server.set_payload_max_length(kLargestBody);
    server.set_read_timeout(kSecondsToWait);
    server.set_write_timeout(kSecondsToWait);
    server.set_keep_alive_timeout(kSecondsToKeepAlive);
    // Head and body are written one after the other; without this the body waits for the other end, up to 40 ms.
    server.set_tcp_nodelay(true);
    server.set_default_headers({{"X-Content-Type-Options", "nosniff"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cross-Origin-Opener-Policy", "same-origin"},
                                {"Cross-Origin-Resource-Policy", "same-origin"},
                                {"X-Frame-Options", "DENY"}});
    // The library's default lets several programs share a port: another one could listen in.
    server.set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    if (port == 0)
        parts->port = server.bind_to_any_port("127.0.0.1");
    else if (server.bind_to_port("127.0.0.1", port))
        parts->port = port;
    if (parts->port <= 0) return fail(Errc::unreachable, fmt::format("port {} cannot be used", port));
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

std::uint16_t Server::port() const { return static_cast<std::uint16_t>(parts_->port); }

void Server::start(Handler handler) {
    const httplib::Server::Handler answer = [handler = std::move(handler)](const httplib::Request& asked,
                                                                           httplib::Response& answered) {
        send(handler(request_of(asked)), answered);
    };
    httplib::Server& server = parts_->server;
    // The library counts only lengths that are stated; browsers state them.
    server.set_pre_routing_handler([](const httplib::Request& asked, httplib::Response& answered) {
        if (!asked.has_header("Transfer-Encoding")) return httplib::Server::HandlerResponse::Unhandled;
        answered.status = 411;
        return httplib::Server::HandlerResponse::Handled;
    });
    server.Get(".*", answer);
    server.Post(".*", answer);
    // Refused, but by the rules and with the headers of everything else.
    server.Put(".*", answer);
    server.Delete(".*", answer);
    server.Patch(".*", answer);
    server.Options(".*", answer);
    parts_->thread = std::thread([this] { parts_->server.listen_after_bind(); });
    while (!parts_->server.is_running()) std::this_thread::yield();
}

void Server::stop() {
    if (!parts_ || !parts_->thread.joinable()) return;
    parts_->server.stop();
    parts_->thread.join();
}

}  // namespace restante::web
