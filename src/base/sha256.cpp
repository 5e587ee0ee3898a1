#include "base/sha256.h"

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante {

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // fetched once: the implicit fetch is slow

    State() { EVP_DigestInit_ex2(context, algorithm, nullptr); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(Bytes bytes) { EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()); }

Sha256::Digest Sha256::finish() {
    Digest digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(state_->context, digest.data(), &length);
    EVP_DigestInit_ex2(state_->context, state_->algorithm, nullptr);
    return digest;
}

std::string Sha256::finish_hex() { return to_hex(finish()); }

Sha256::Digest Sha256::of(Bytes bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

std::string Sha256::hex_of(Bytes bytes) { return to_hex(of(bytes)); }

Result<std::string> Sha256::hex_of(const ByteSource& source) {
    Sha256 hash;
    TRY_VOID(for_each_piece(source, [&](Bytes piece) -> Result<void> {
        hash.update(piece);
        return {};
    }));
    return hash.finish_hex();
}

}  // namespace restante
