package io.gantry.ec2.keypair;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads what the tests need of DER: a sequence of integers. */
final class Der {
    private static final int IN_TWO_BYTES = 0x82;
    private static final int IN_ONE_BYTE = 0x81;

    private Der() {}

    static BigInteger[] integers(byte[] sequence) {
        ByteBuffer in = ByteBuffer.wrap(sequence);
        in.get();
        if (length(in) != in.remaining()) {
            throw new IllegalArgumentException("another length than it says");
        }
        List<BigInteger> found = new ArrayList<>();
        while (in.hasRemaining()) {
            in.get();
            byte[] number = new byte[length(in)];
            in.get(number);
            found.add(new BigInteger(number));
        }
        return found.toArray(BigInteger[]::new);
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xFF;
        return switch (first) {
            case IN_TWO_BYTES -> in.getShort() & 0xFFFF;
            case IN_ONE_BYTE -> in.get() & 0xFF;
            default -> first;
        };
    }
}
