#include "pipeline/guarded_bytes.h"

#include "pipeline/error_action.h"

namespace restante::pipeline {

Result<void> GuardedBytes::read(std::uint64_t offset, MutableBytes into) const {
    auto done = inner_->read(offset, into);
    if (done) return done;
    Error error = std::move(done.error());
    if (action_for_target_error(error.code) != Action::skip_item) error.code = Errc::truncated;
    if (!failure_) failure_ = error;
    return fail(std::move(error));
}

}  // namespace restante::pipeline
