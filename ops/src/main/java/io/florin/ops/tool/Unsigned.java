package io.florin.ops.tool;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as the wire has them, which Java's own types are too small for. */
final class Unsigned {
    private Unsigned() {}

    /** 16 bits. */
    static final class Bits16 implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, 0xFFFFL);
        }
    }

    /** 32 bits. */
    static final class Bits32 implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, 0xFFFF_FFFFL);
        }
    }

    private static long number(String text, long max) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= max) return number;
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new TypeConversionException("must be 0 to " + max + ", not '" + text + "'");
    }
}
