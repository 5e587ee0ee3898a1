#include "service/sandbox/system_calls.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <vector>

namespace restante::service {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kMachine = 0;  // the numbers of its calls were never checked
#endif
constexpr std::uint32_t kOtherNumbers = 0x40000000;  // x32: the same calls under numbers of their own

// No reader, writer or library we use needs these. They are refused, not deadly: what asks for one goes on without.
constexpr std::array kRefused{
    // other programs
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd,
    SYS_pidfd_open,
#if defined(__x86_64__)
    SYS_fork, SYS_vfork,
#endif
    // other views of the file system
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_setns, SYS_unshare, SYS_fsopen, SYS_fsmount, SYS_move_mount,
    SYS_open_tree, SYS_mount_setattr, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_mknodat,
    // the kernel itself
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
    SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct,
    SYS_quotactl, SYS_syslog, SYS_personality, SYS_add_key, SYS_request_key, SYS_keyctl,
    // the machine
    SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_sethostname, SYS_setdomainname};
constexpr std::array kNetwork{SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4};

class Filter {
public:
    Filter() {
        load(offsetof(seccomp_data, arch));
        answer_unless(kMachine, SECCOMP_RET_KILL_PROCESS);
        load(offsetof(seccomp_data, nr));
        lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kOtherNumbers, 0, 1));
        lines_.push_back(BPF_STMT(BPF_RET | BPF_K, refusal(ENOSYS)));
    }
    void refuse(long number, int error = EPERM) {
        lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1));
        lines_.push_back(BPF_STMT(BPF_RET | BPF_K, refusal(error)));
    }
    // New threads, but no new processes. The arguments of clone3 cannot be looked at; without it the C library uses
    // clone.
    void refuse_processes() {
        refuse(SYS_clone3, ENOSYS);
        lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(SYS_clone), 0, 4));
        load(offsetof(seccomp_data, args));  // the low half, on machines with the low byte first
        lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0));
        lines_.push_back(BPF_STMT(BPF_RET | BPF_K, refusal(EPERM)));
        load(offsetof(seccomp_data, nr));
    }
    // errno; 0: in force for every thread.
    int enforce() {
        lines_.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        const sock_fprog program{static_cast<unsigned short>(lines_.size()), lines_.data()};
        return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0UL, 0UL) == 0 ? 0 : errno;
    }

private:
    static std::uint32_t refusal(int error) { return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error); }
    void load(std::size_t offset) {
        lines_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
    }
    void answer_unless(std::uint32_t value, std::uint32_t answer) {
        lines_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
        lines_.push_back(BPF_STMT(BPF_RET | BPF_K, answer));
    }

    std::vector<sock_filter> lines_{};
};

}  // namespace

std::string restrict_system_calls(bool network) {
    if (kMachine == 0) return "other programs stay within reach: no list of system calls for this kind of machine";
    Filter filter;
    for (const long number : kRefused) filter.refuse(number);
    if (!network)
        for (const long number : kNetwork) filter.refuse(number, EACCES);
    filter.refuse_processes();
    if (const int number = filter.enforce(); number != 0)
        return "other programs stay within reach: " + std::generic_category().message(number);
    return {};
}

}  // namespace restante::service
