// A PatchableSink over a file, for test programs.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "base/byte_sink.h"

namespace restante::pst_tests {

class FileSink final : public PatchableSink {
public:
    explicit FileSink(const std::string& path) : file_(std::fopen(path.c_str(), "wb")) {}

    [[nodiscard]] bool is_open() const { return file_ != nullptr; }
    Result<void> append(Bytes bytes) override {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
            return fail(Errc::io, "writing failed");
        return {};
    }
    Result<void> patch(std::uint64_t offset, Bytes bytes) override {
        if (std::fseek(file_.get(), static_cast<long>(offset), SEEK_SET) != 0) return fail(Errc::io, "seeking failed");
        TRY_VOID(append(bytes));
        if (std::fseek(file_.get(), 0, SEEK_END) != 0) return fail(Errc::io, "seeking failed");
        return {};
    }
    [[nodiscard]] bool close() { return std::fclose(file_.release()) == 0; }

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Closer> file_;
};

}  // namespace restante::pst_tests
