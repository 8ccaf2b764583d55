package io.gantry.agent.node.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The program of a sandbox, as a static executable for Linux that needs no compiler: it blocks SIGTERM and SIGINT, waits until
 * one of them comes, and exits with 0. A first process of a pid namespace gets no signal that it leaves at its default, but one
 * that it has blocked is kept for it; so no signal handler is needed, which would need more code that differs by architecture.
 *
 * <p>In C: {@code sigprocmask(SIG_BLOCK, &set, 0, 8); while (sigtimedwait(&set, 0, 0, 8) < 0); exit(0);}
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/elf.5.html">elf(5)</a>
 */
final class PauseProgram {
    private static final int LOAD_ADDRESS = 0x400000;
    private static final int HEADERS = 64 + 56;
    private static final short AMD64 = 62;
    private static final short ARM64 = 183;

    /** SIGTERM (15) and SIGINT (2) as bits of a kernel signal set. */
    private static final long SIGNALS = 1L << 14 | 1L << 1;

    private PauseProgram() {}

    /**
     * The executable.
     *
     * @param architecture {@code amd64} or {@code arm64}, as images name them
     * @throws IllegalArgumentException for another one
     */
    static byte[] of(String architecture) {
        return switch (architecture) {
            case "amd64" -> elf(AMD64, amd64());
            case "arm64" -> elf(ARM64, arm64());
            default -> throw new IllegalArgumentException("no sandbox program for architecture " + architecture);
        };
    }

    private static byte[] elf(short machine, byte[] code) {
        ByteBuffer file = ByteBuffer.allocate(HEADERS + code.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        file.putShort((short) 2).putShort(machine).putInt(1);
        file.putLong(LOAD_ADDRESS + HEADERS).putLong(64).putLong(0).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 1).putShort((short) 64);
        file.putShort((short) 0).putShort((short) 0);
        // One segment, readable and executable: the whole file.
        file.putInt(1).putInt(5).putLong(0).putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
        file.putLong(file.capacity()).putLong(file.capacity()).putLong(0x10000);
        return file.put(code).array();
    }

    private static byte[] amd64() {
        ByteBuffer code = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        int signals = 72;
        bytes(code, 0xb8, 14, 0, 0, 0); // mov eax, rt_sigprocmask
        bytes(code, 0x31, 0xff); // xor edi, edi: SIG_BLOCK
        bytes(code, 0x48, 0x8d, 0x35).putInt(signals - code.position() - 4); // lea rsi, [signals]
        bytes(code, 0x31, 0xd2); // xor edx, edx
        bytes(code, 0x41, 0xba, 8, 0, 0, 0); // mov r10d, 8
        bytes(code, 0x0f, 0x05); // syscall
        int again = code.position();
        bytes(code, 0xb8, 128, 0, 0, 0); // mov eax, rt_sigtimedwait
        bytes(code, 0x48, 0x8d, 0x3d).putInt(signals - code.position() - 4); // lea rdi, [signals]
        bytes(code, 0x31, 0xf6); // xor esi, esi
        bytes(code, 0x31, 0xd2); // xor edx, edx
        bytes(code, 0x41, 0xba, 8, 0, 0, 0); // mov r10d, 8
        bytes(code, 0x0f, 0x05); // syscall
        bytes(code, 0x85, 0xc0); // test eax, eax
        bytes(code, 0x78, again - code.position() - 2); // js again
        bytes(code, 0xb8, 60, 0, 0, 0); // mov eax, exit
        bytes(code, 0x31, 0xff); // xor edi, edi
        bytes(code, 0x0f, 0x05); // syscall
        return code.position(signals).putLong(SIGNALS).array();
    }

    private static byte[] arm64() {
        ByteBuffer code = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
        int signals = 64;
        code.putInt(move(8, 135)); // rt_sigprocmask
        code.putInt(move(0, 0)); // SIG_BLOCK
        code.putInt(address(1, signals - code.position()));
        code.putInt(move(2, 0)).putInt(move(3, 8));
        code.putInt(SVC);
        int again = code.position();
        code.putInt(move(8, 137)); // rt_sigtimedwait
        code.putInt(address(0, signals - code.position()));
        code.putInt(move(1, 0)).putInt(move(2, 0)).putInt(move(3, 8));
        code.putInt(SVC);
        code.putInt(branchIfNegative(again - code.position()));
        code.putInt(move(8, 93)).putInt(move(0, 0)); // exit
        code.putInt(SVC);
        return code.position(signals).putLong(SIGNALS).array();
    }

    private static final int SVC = 0xd4000001;

    /** {@code movz x<register>, #value}. */
    private static int move(int register, int value) {
        return 0xd2800000 | value << 5 | register;
    }

    /** {@code adr x<register>, .+offset}; offsets are multiples of four. */
    private static int address(int register, int offset) {
        return 0x10000000 | (offset >> 2) << 5 | register;
    }

    /** {@code tbnz x0, #63, .+offset}. */
    private static int branchIfNegative(int offset) {
        return 0xb7f80000 | (offset >> 2 & 0x3fff) << 5;
    }

    private static ByteBuffer bytes(ByteBuffer code, int... values) {
        for (int value : values) {
            code.put((byte) value);
        }
        return code;
    }
}
