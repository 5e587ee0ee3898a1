// HTTP, TLS and logins by libcurl.
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <utility>

#include "base/ascii.h"
#include "targets/ews/ews_response.h"
#include "targets/ews/http_session.h"
#include "targets/ews/ntlm_text.h"
#include "targets/server/login_trouble.h"

namespace restante::targets::ews {
namespace {

constexpr long kConnectSeconds = 30;
constexpr long kSilenceSeconds = 300;  // with less than a byte a second
constexpr int kDeadUntilNoneIsKept = 2;

struct EasyCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void start_library() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

// What is handed to libcurl.
struct Credentials {
    std::string user{}, secret{};
    bool bearer = false;
};

// usage: they cannot be sent in that way.
Result<Credentials> credentials_for(const HttpSettings& settings, const Secret& secret) {
    const Login login = settings.login;
    if (secret.is_token && (login == Login::basic || login == Login::ntlm))
        return fail(Errc::usage, "auth=basic and auth=ntlm take a password and not the token of RESTANTE_TOKEN");
    // A ticket needs no name, but libcurl wants to be given one.
    if (login == Login::negotiate) return Credentials{};
    if (login != Login::ntlm) return Credentials{settings.user, secret.text, secret.is_token || login == Login::bearer};
    auto user = ntlm_text(settings.user, Capitals::yes), password = ntlm_text(secret.text, Capitals::no);
    if (!user || !password)
        return fail(Errc::usage, fmt::format("libcurl sends no {} with letters outside of ISO 8859-1 by NTLM; write "
                                             "auth=negotiate or auth=basic",
                                             user ? "password" : "user name"));
    return Credentials{std::move(*user), std::move(*password), false};
}

unsigned long login_methods(const HttpSettings& settings, const Secret& secret) {
    switch (settings.login) {
        case Login::basic:
            return CURLAUTH_BASIC;
        case Login::ntlm:
            return CURLAUTH_NTLM;
        case Login::negotiate:
            return CURLAUTH_NEGOTIATE;
        case Login::bearer:
            return CURLAUTH_BEARER;
        case Login::any:
            break;
    }
    if (secret.is_token) return CURLAUTH_BEARER;
    // The other letters are not the same in both.
    return is_ascii(settings.user) && is_ascii(secret.text) ? CURLAUTH_BASIC | CURLAUTH_NTLM : CURLAUTH_BASIC;
}

// What a server says it takes, as auth= names it.
std::string names_of(unsigned long methods) {
    struct Named {
        unsigned long method;
        std::string_view name;
    };
    constexpr std::array kNames = {Named{CURLAUTH_BASIC, "basic"}, Named{CURLAUTH_NTLM, "ntlm"},
                                   Named{CURLAUTH_NEGOTIATE, "negotiate"}, Named{CURLAUTH_BEARER, "bearer"}};
    std::string names;
    for (const Named& one : kNames)
        if ((methods & one.method) != 0) names += (names.empty() ? "" : ", ") + std::string(one.name);
    return names;
}

// `user`: the last LoginTrouble.
int take_login_trouble(CURL*, curl_infotype kind, char* text, std::size_t size, void* user) {
    if (kind != CURLINFO_TEXT) return 0;
    if (auto trouble = server::login_trouble({text, size}))
        *static_cast<server::LoginTrouble*>(user) = std::move(*trouble);
    return 0;
}

// What one request needs while libcurl runs.
struct Transfer {
    RequestBody& body;
    HttpAnswer answer{};
    std::optional<Error> error{};  // of the body
    bool answered = false;         // the server said something about what it got so far
    bool too_large = false;
};

std::size_t give_body(char* space, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    auto given = transfer.body.read({reinterpret_cast<std::uint8_t*>(space), size * count});
    if (given) return *given;
    transfer.error = std::move(given.error());
    return CURL_READFUNC_ABORT;
}

// libcurl wants to begin anew when the server asked for a login first, and when a kept connection turns out to be dead.
// In the second case nobody knows what the server got: repeating it could store everything twice.
int begin_anew(void* user, curl_off_t offset, int origin) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (offset != 0 || origin != SEEK_SET || !transfer.answered) return CURL_SEEKFUNC_FAIL;
    transfer.answered = false;
    transfer.body.rewind();
    return CURL_SEEKFUNC_OK;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.too_large = transfer.answer.body.size() + size * count > kLargestAnswer;
    if (transfer.too_large) return 0;
    transfer.answer.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string_view line(bytes, size * count);
    constexpr std::string_view kRetry = "retry-after:";
    if (line.starts_with("HTTP/")) {
        // "HTTP/1.1 100 Continue" says nothing about what was asked.
        if (line.substr(std::min(line.find(' '), line.size())).substr(0, 4) != " 100") transfer.answered = true;
        transfer.answer.body.clear();
        transfer.answer.retry_after.reset();
    } else if (line.size() > kRetry.size() && equals_ignoring_ascii_case(line.substr(0, kRetry.size()), kRetry)) {
        const std::string_view value = trimmed(line.substr(kRetry.size()));
        std::uint32_t seconds = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
        if (error == std::errc() && end == value.data() + value.size()) transfer.answer.retry_after = seconds;
    }
    return line.size();
}

class CurlSession final : public HttpSession {
public:
    CurlSession(const HttpSettings& settings, const Credentials& credentials, unsigned long methods)
        : settings_(settings), methods_(methods), handle_(curl_easy_init()) {
        if (handle_) set_up(credentials);
    }

    [[nodiscard]] bool usable() const { return handle_ != nullptr; }
    void forget_connection() override { fresh_ = true; }

    Result<HttpAnswer> post(RequestBody& body) override {
        CURL* easy = handle_.get();
        Transfer transfer{body};
        body.rewind();
        detail_.fill('\0');
        trouble_ = {};
        curl_easy_setopt(easy, CURLOPT_READDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_SEEKDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        const bool fresh = std::exchange(fresh_, false) || found_dead_ >= kDeadUntilNoneIsKept;
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
        const CURLcode code = curl_easy_perform(easy);
        if (!fresh) note_kept_connection(code);
        if (transfer.error) return fail(std::move(*transfer.error));
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        if (code != CURLE_OK) {
            fresh_ = true;
            if (transfer.too_large) return fail(Errc::bad_value, "the server's answer is too large");
            return fail(error_of(code));
        }
        if (status == 401) {
            long opened = 0;
            curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened);
            fresh_ = true;
            if (opened != 0) return fail(refused_login());
            // Who used the connection was known before: whether the login is good, a new one tells.
            return fail(Errc::unreachable, fmt::format("{} no longer knows who uses the connection", server()));
        }
        transfer.answer.status = static_cast<int>(status);
        return std::move(transfer.answer);
    }

private:
    void set_up(const Credentials& credentials) {
        CURL* easy = handle_.get();
        const std::string url = fmt::format("{}://{}:{}{}", settings_.encrypted ? "https" : "http", settings_.host,
                                            settings_.port, settings_.path);
        curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail_.data());
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, settings_.encrypted ? "https" : "http");
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        // NTLM binds a login to a connection, which HTTP/2 shares.
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, kSilenceSeconds);
        curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_body);
        curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, begin_anew);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
        if (settings_.any_certificate) {
            curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
        }
        if (!settings_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, settings_.ca_file.c_str());
        curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(methods_));
        curl_easy_setopt(easy, CURLOPT_USERNAME, credentials.user.c_str());
        curl_easy_setopt(easy, credentials.bearer ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD,
                         credentials.secret.c_str());
        if (settings_.login == Login::negotiate) {
            curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, take_login_trouble);
            curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &trouble_);
            curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
        }
        add_header("Content-Type: text/xml; charset=utf-8");
        add_header("User-Agent: restante");
        if (!settings_.mailbox_hint.empty()) add_header("X-AnchorMailbox: " + settings_.mailbox_hint);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    }

    void add_header(const std::string& line) { headers_.reset(curl_slist_append(headers_.release(), line.c_str())); }

    // Some servers, or what stands before them, end a connection after each answer and do not say so. Whether that is
    // felt before the next request is sent is a matter of chance, so that it could be lost again and again.
    void note_kept_connection(CURLcode code) {
        if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT) return;
        long opened = 0;  // not 0 as well where libcurl found the kept one dead, and wanted to send anew over another
        curl_easy_getinfo(handle_.get(), CURLINFO_NUM_CONNECTS, &opened);
        if (code != CURLE_OK)
            ++found_dead_;
        else if (opened == 0)
            found_dead_ = 0;
    }

    [[nodiscard]] std::string server() const { return fmt::format("{}:{}", settings_.host, settings_.port); }

    [[nodiscard]] Error refused_login() const {
        if (!trouble_.words.empty())
            return {Errc::auth,
                    fmt::format("{} cannot log in to {}: {}", settings_.user, server(), trouble_.words),
                    {},
                    {}};
        long offered = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_HTTPAUTH_AVAIL, &offered);
        const std::string others = names_of(static_cast<unsigned long>(offered));
        if (!others.empty() && (static_cast<unsigned long>(offered) & methods_) == 0)
            return {Errc::auth,
                    fmt::format("{} offers {} the logins {} and none that may be used; name one with ?auth=", server(),
                                settings_.user, others),
                    {},
                    {}};
        return {Errc::auth, fmt::format("{} refuses the login of {}", server(), settings_.user), {}, {}};
    }

    [[nodiscard]] Error error_of(CURLcode code) const {
        const std::string reason = detail_.front() != '\0' ? detail_.data() : curl_easy_strerror(code);
        switch (code) {
            case CURLE_LOGIN_DENIED:
            case CURLE_AUTH_ERROR:
                return refused_login();
            case CURLE_PEER_FAILED_VERIFICATION:
                return {Errc::unreachable,
                        fmt::format("the certificate of {} cannot be trusted ({}); name its authority with ?ca=FILE",
                                    server(), reason),
                        {},
                        {}};
            case CURLE_COULDNT_RESOLVE_HOST:
            case CURLE_COULDNT_CONNECT:
                return {Errc::unreachable, fmt::format("{} cannot be reached: {}", server(), reason), {}, {}};
            case CURLE_SEND_FAIL_REWIND:
                return {Errc::unreachable, "the connection was lost: the server had closed it", {}, {}};
            default:
                return {Errc::unreachable, fmt::format("the connection to {} was lost: {}", server(), reason), {}, {}};
        }
    }

    const HttpSettings settings_;
    const unsigned long methods_;  // CURLAUTH_...
    server::LoginTrouble trouble_{};
    std::unique_ptr<CURL, EasyCleanup> handle_;
    std::unique_ptr<curl_slist, ListCleanup> headers_;
    std::array<char, CURL_ERROR_SIZE> detail_{};
    bool fresh_ = false;
    int found_dead_ = 0;  // connections that may have been kept ones, since one of those was of use
};

}  // namespace

Result<std::unique_ptr<HttpSession>> open_http_session(const HttpSettings& settings, const Secret& secret) {
    start_library();
    const Credentials credentials = TRY(credentials_for(settings, secret));
    auto session = std::make_unique<CurlSession>(settings, credentials, login_methods(settings, secret));
    if (!session->usable()) return fail(Errc::io, "libcurl cannot be used");
    return std::unique_ptr<HttpSession>(std::move(session));
}

}  // namespace restante::targets::ews
