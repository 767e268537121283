package io.florin.journal;

import java.io.IOException;
import java.util.zip.CRC32C;

/** What a scan found, in numbers that can be compared. */
record Records(long count, long crc, Tail tail) {

    /** Reads everything in a directory that nobody appends to. */
    static Records of(DataDirectory directory) throws IOException {
        try (Reader reader = Reader.open(directory, 1)) {
            return of(reader);
        }
    }

    static Tail tail(DataDirectory directory) throws IOException {
        return of(directory).tail();
    }

    static Records of(Reader reader) throws IOException {
        var crc = new CRC32C();
        var bytes = new byte[JournalConfig.BATCH_LENGTH_MAX];
        long count = 0;
        while (reader.next()) {
            int length = reader.resultOffset() + reader.resultLength() - reader.recordOffset();
            reader.buffer().getBytes(reader.recordOffset(), bytes, 0, length);
            crc.update(bytes, 0, length);
            count++;
        }
        return new Records(count, crc.getValue(), reader.tail());
    }
}
