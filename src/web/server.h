// HTTP on the loopback address. The only file that knows the server library is server.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.h"
#include "web/exchange.h"

namespace restante::web {

class Server {
public:
    static constexpr std::size_t kLargestBody = std::size_t{1024} * 1024;  // bytes of a request

    // Called by several threads at once.
    using Handler = std::function<Response(const Request&)>;

    // 127.0.0.1 only. `port` 0: one that is free. unreachable: it is taken.
    static Result<std::unique_ptr<Server>> bind(std::uint16_t port);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    void start(Handler handler);  // returns at once
    void stop();                  // waits for answers that are under way

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace restante::web
