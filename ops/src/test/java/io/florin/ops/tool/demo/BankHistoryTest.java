package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BankHistoryTest {
    private static final String HEADER = "\"trans_id\";\"account_id\";\"date\";\"type\";\"operation\";\"amount\";"
            + "\"balance\";\"k_symbol\";\"bank\";\"account\"\n";
    private static final String TWO_LINES = """
            1;7;930101;"PRIJEM";"VKLAD";700.00;700.00;"";;
            2;7;930102;"VYDAJ";"PREVOD NA UCET";900.50;-200.50;"SIPO";"YZ";"58726429"
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("f.csv"), text, StandardCharsets.ISO_8859_1);
    }

    private Path zipped(String text) throws IOException {
        Path file = folder.resolve("f.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return file;
    }

    private static void assertRefused(String message, Path file) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> BankHistory.read(file)).getMessage());
    }

    @Test
    void readsPlainAndZippedWithEitherLineEnd() throws IOException {
        List<BankTransaction> transactions = BankHistory.read(file(HEADER + TWO_LINES));
        assertEquals(2, transactions.size());
        assertEquals(transactions, BankHistory.read(zipped(HEADER + TWO_LINES)));
        assertEquals(transactions, BankHistory.read(file((HEADER + TWO_LINES).replace("\n", "\r\n"))));
        assertEquals(transactions, BankHistory.read(file((HEADER + TWO_LINES).strip())));
    }

    @Test
    void namesFileAndLine() throws IOException {
        assertRefused("f.csv:1: must be the header " + HEADER.strip() + ": line=null", file(""));
        assertRefused("f.csv:1: must be the header " + HEADER.strip() + ": line=a;b", file("a;b\n"));
        assertRefused("f.csv: has no transactions: lines=1", file(HEADER));
        assertRefused("f.csv:4: must have 10 fields with ';' between: fields=1", file(HEADER + TWO_LINES + "\n"));
        assertRefused(
                "f.csv:4: is on line 2 already: trans_id=1",
                file(HEADER + TWO_LINES + TWO_LINES.lines().findFirst().orElseThrow()));
    }

    @Test
    void namesAFileThatIsNotThereOrCutOff() throws IOException {
        Path missing = folder.resolve("missing.csv");
        assertRefused("there is no such file: input=" + missing, missing);
        Path cut = zipped(HEADER + TWO_LINES);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 12));
        assertRefused("cannot be read (Unexpected end of ZLIB input stream): input=" + cut, cut);
        var refused = assertThrows(InputException.class, () -> BankHistory.read(folder));
        assertTrue(refused.toString().endsWith("input=" + folder), refused::toString);
    }

    @Test
    void booksBothSides() throws IOException {
        Book book = BankHistory.book("f", BankHistory.read(file(HEADER + TWO_LINES)));
        BookAccount customer = BookAccount.customer(7);
        assertEquals(
                List.of(
                        new Posting(HouseAccount.CASH.id(), customer.id(), 70_000, 10, 19930101, 1),
                        new Posting(customer.id(), HouseAccount.OTHER_BANKS.id(), 90_050, 61, 19930102, 2)),
                book.postings());
        assertEquals(new Book.Sums(90_050, 70_000), book.sums().get(customer.id()));
        assertEquals(-20_050, book.customerBalances().get(7L));
        assertEquals(new Book.Sums(70_000, 0), book.sums().get(HouseAccount.CASH.id()));
        assertEquals(7, book.accounts().size());
    }
}
