package io.florin.ops.tool.wire;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The bytes of a file: as they are, or as hexadecimal digits, if the file is nothing but text. Offsets in front of a
 * line, letters behind it, and lines that begin with {@code #} or {@code [} are for people.
 */
final class CapturedBytes {
    private static final Pattern OFFSET = Pattern.compile("^[0-9a-fA-F]{4,8}(:\\s*|\\s{2,})");
    private static final Pattern LETTERS = Pattern.compile("\\s{2,}\\S.*$");

    private CapturedBytes() {}

    static byte[] read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.FAILED, "cannot be read: " + file);
        }
        for (byte b : bytes) {
            boolean isText = b == '\n' || b == '\r' || b == '\t' || (b >= ' ' && b < 127);
            if (!isText) return bytes;
        }
        return hex(file, new String(bytes, StandardCharsets.US_ASCII).lines().toList());
    }

    private static byte[] hex(Path file, List<String> lines) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("#") || line.startsWith("[")) continue;
            String digits =
                    LETTERS.matcher(OFFSET.matcher(line).replaceFirst("")).replaceFirst("");
            try {
                bytes.writeBytes(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
            } catch (IllegalArgumentException notHex) {
                throw new CommandFailure(
                        ExitCode.USAGE, file + ":" + (i + 1) + "  must be pairs of hexadecimal digits: " + line);
            }
        }
        return bytes.toByteArray();
    }
}
