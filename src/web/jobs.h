// The jobs of a wizard: one at a time, the last ones kept, so that a page that comes back finds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "web/exchange.h"
#include "web/job.h"

namespace restante::web {

class Jobs {
public:
    static constexpr std::size_t kMostKept = 8;  // more than there are kinds

    explicit Jobs(bool read_only) : read_only_(read_only) {}

    Response start(const Request& request);        // POST /api/jobs
    Response list() const;                         // GET  /api/jobs
    Response state(const Request& request) const;  // GET  /api/job?id=&after=
    Response control(const Request& request);      // POST /api/job
    [[nodiscard]] bool busy() const;

private:
    [[nodiscard]] std::shared_ptr<Job> find(std::uint64_t id) const;
    [[nodiscard]] bool busy_locked() const;
    void forget_one();

    bool read_only_;
    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<Job>> jobs_;  // the newest last
    std::uint64_t last_id_ = 0;
};

}  // namespace restante::web
