// Connects, secures and logs in by libcurl, then talks over its connection. docs/adr/0004
#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <mutex>

#include "targets/imap/connection.h"
#include "targets/server/login_trouble.h"

namespace restante::targets::imap {
namespace {

constexpr long kConnectSeconds = 30;
constexpr long kLoginSeconds = 120;
constexpr int kSilenceMilliseconds = 300'000;  // without a byte in either direction
constexpr std::size_t kReceivePiece = std::size_t{64} * 1024;

struct EasyCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using EasyHandle = std::unique_ptr<CURL, EasyCleanup>;

void start_library() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

// All that takes a password. Left to itself libcurl tries Kerberos first for users with a domain, and that logs in
// whoever has a ticket, or nobody.
constexpr const char* kWithPassword =
    "AUTH=SCRAM-SHA-256;AUTH=SCRAM-SHA-1;AUTH=DIGEST-MD5;AUTH=CRAM-MD5;AUTH=NTLM;AUTH=PLAIN;AUTH=LOGIN";
constexpr const char* kWithToken = "AUTH=OAUTHBEARER;AUTH=XOAUTH2";
constexpr std::string_view kDomainMarks = "\\/@";

// Null: what libcurl takes by itself, the command LOGIN among it.
const char* login_options(const ConnectionSettings& settings, const Secret& secret) {
    switch (settings.authentication) {
        case Authentication::plain:
            return "AUTH=PLAIN";
        case Authentication::login:
            return "AUTH=LOGIN";
        case Authentication::xoauth2:
            return "AUTH=XOAUTH2";
        case Authentication::gssapi:
            return "AUTH=GSSAPI";
        case Authentication::any:
            break;
    }
    if (secret.is_token) return kWithToken;
    return settings.user.find_first_of(kDomainMarks) == std::string::npos ? nullptr : kWithPassword;
}

// `user`: the last LoginTrouble.
int take_login_trouble(CURL*, curl_infotype kind, char* text, std::size_t size, void* user) {
    if (kind != CURLINFO_TEXT) return 0;
    if (auto trouble = server::login_trouble({text, size}))
        *static_cast<server::LoginTrouble*>(user) = std::move(*trouble);
    return 0;
}

CURLcode log_in(CURL* easy, const ConnectionSettings& settings, const Secret& secret, server::LoginTrouble& trouble) {
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, take_login_trouble);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &trouble);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    const char* options = login_options(settings, secret);
    curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, options);
    // With a ticket the name is that of its owner. libcurl takes none beside it that has no domain.
    const bool by_ticket = settings.authentication == Authentication::gssapi;
    curl_easy_setopt(easy, CURLOPT_USERNAME, by_ticket ? "" : settings.user.c_str());
    if (!settings.act_for.empty()) curl_easy_setopt(easy, CURLOPT_SASL_AUTHZID, settings.act_for.c_str());
    const bool bearer = secret.is_token || settings.authentication == Authentication::xoauth2;
    curl_easy_setopt(easy, bearer ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, secret.text.c_str());
    CURLcode code = curl_easy_perform(easy);
    if (code != CURLE_OK && options == kWithPassword && trouble.none_offered) {
        // A server that knows the command LOGIN only. Should it log in by ticket all the same, then for that user.
        trouble = {};
        curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, nullptr);
        if (settings.act_for.empty()) curl_easy_setopt(easy, CURLOPT_SASL_AUTHZID, settings.user.c_str());
        code = curl_easy_perform(easy);
    }
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, nullptr);
    return code;
}

Error connect_error(CURLcode code, const char* detail, const server::LoginTrouble& trouble,
                    const ConnectionSettings& settings) {
    const std::string server = fmt::format("{}:{}", settings.host, settings.port);
    const std::string reason = *detail != '\0' ? detail : curl_easy_strerror(code);
    switch (code) {
        case CURLE_LOGIN_DENIED:
        case CURLE_AUTH_ERROR:
            if (!trouble.words.empty())
                return {Errc::auth,
                        fmt::format("{} cannot log in to {}: {}", settings.user, server, trouble.words),
                        {},
                        {}};
            return {Errc::auth, fmt::format("{} refuses the login of {}", server, settings.user), {}, {}};
        case CURLE_PEER_FAILED_VERIFICATION:
            return {Errc::unreachable,
                    fmt::format("the certificate of {} cannot be trusted ({}); name its authority with ?ca=FILE",
                                server, reason),
                    {},
                    {}};
        case CURLE_USE_SSL_FAILED:
            return {Errc::unreachable,
                    fmt::format("{} offers no encryption; ?starttls=no sends password and mail in the clear", server),
                    {},
                    {}};
        default:
            return {Errc::unreachable, fmt::format("{} cannot be reached: {}", server, reason), {}, {}};
    }
}

class CurlConnection final : public Connection {
public:
    CurlConnection(EasyHandle handle, curl_socket_t socket) : handle_(std::move(handle)), socket_(socket) {}

    Result<void> send(Bytes bytes) override {
        while (!bytes.empty()) {
            std::size_t sent = 0;
            const CURLcode code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
            if (code == CURLE_OK) {
                bytes = bytes.subspan(sent);
                continue;
            }
            if (code != CURLE_AGAIN) return lost(curl_easy_strerror(code));
            // Both sides may be writing: who never reads waits for ever.
            TRY_VOID(take_what_came());
            TRY_VOID(wait(POLLIN | POLLOUT));
        }
        return {};
    }

    Result<ByteVector> receive() override {
        for (;;) {
            TRY_VOID(take_what_came());
            if (!came_.empty()) return std::exchange(came_, {});
            TRY_VOID(wait(POLLIN));
        }
    }

private:
    static tl::unexpected<Error> lost(std::string_view why) {
        return fail(Errc::unreachable, fmt::format("the connection was lost: {}", why));
    }

    Result<void> take_what_came() {
        std::array<std::uint8_t, kReceivePiece> piece{};
        for (;;) {
            std::size_t size = 0;
            const CURLcode code = curl_easy_recv(handle_.get(), piece.data(), piece.size(), &size);
            if (code == CURLE_AGAIN) return {};
            if (code != CURLE_OK || size == 0) {
                if (!came_.empty()) return {};  // what was said before the end is worth hearing
                return lost(code == CURLE_OK ? "the server closed it" : curl_easy_strerror(code));
            }
            came_.insert(came_.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
            if (came_.size() >= kReceivePiece) return {};
        }
    }

    Result<void> wait(int events) const {
        pollfd descriptor{socket_, static_cast<short>(events), 0};
        const int ready = ::poll(&descriptor, 1, kSilenceMilliseconds);
        if (ready == 0) return lost("the server does not answer");
        return {};  // interrupted or ready: the next try tells
    }

    EasyHandle handle_;
    curl_socket_t socket_;
    ByteVector came_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_connection(const ConnectionSettings& settings, const Secret& secret) {
    start_library();
    EasyHandle handle(curl_easy_init());
    if (!handle) return fail(Errc::io, "libcurl cannot be used");
    CURL* easy = handle.get();
    std::array<char, CURL_ERROR_SIZE> detail{};
    const std::string url =
        fmt::format("{}://{}:{}/", settings.tls_at_once ? "imaps" : "imap", settings.host, settings.port);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail.data());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, kLoginSeconds);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(settings.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (settings.any_certificate) {
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!settings.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, settings.ca_file.c_str());
    server::LoginTrouble trouble;
    const CURLcode code = log_in(easy, settings, secret, trouble);
    if (code != CURLE_OK) return fail(connect_error(code, detail.data(), trouble, settings));
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK || socket == CURL_SOCKET_BAD)
        return fail(Errc::unreachable, fmt::format("{}:{} closed the connection", settings.host, settings.port));
    // The buffer for error texts ends with this function.
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
    return std::unique_ptr<Connection>(std::make_unique<CurlConnection>(std::move(handle), socket));
}

}  // namespace restante::targets::imap
