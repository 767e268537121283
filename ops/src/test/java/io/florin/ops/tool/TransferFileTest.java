package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of transfers: CSV and JSON say the same, and what is wrong is said with its line. */
final class TransferFileTest {
    private static final String ID = "019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44";
    private static final String A = "00000000-0000-0000-0000-0000000000a1";
    private static final String B = "00000000-0000-0000-0000-0000000000b2";

    @TempDir
    Path folder = Path.of("");

    @Test
    void bothFormsSayTheSame() throws IOException {
        List<Transfer> csv = read("""
                id,debit_account_id,credit_account_id,amount,ledger,code,flags,timeout,user_data_64,pending_id
                %1$s,%2$s,%3$s,1099,978,10,pending|linked,60,18446744073709551615,

                "%1$s","%2$s",%3$s,max,4294967295,65535,,,,%1$s
                """.formatted(ID, A, B));
        List<Transfer> json = read("""
                {"id":"%1$s","debit_account_id":"%2$s","credit_account_id":"%3$s","amount":1099,"ledger":978,"code":10,\
                "flags":["pending","linked"],"timeout":60,"user_data_64":"18446744073709551615"}
                {"id":"%1$s","debit_account_id":"%2$s","credit_account_id":"%3$s","amount":"max","ledger":4294967295,\
                "code":65535,"pending_id":"%1$s"}
                """.formatted(ID, A, B));
        Transfer plain = Transfer.of(UUID.fromString(ID), UUID.fromString(A), UUID.fromString(B), 1_099, 978, 10);
        assertEquals(
                List.of(
                        plain.and(TransferFlag.PENDING)
                                .and(TransferFlag.LINKED)
                                .withTimeout(60)
                                .withUserData(Transfer.NO_ID, -1, 0),
                        Transfer.of(
                                        plain.id(),
                                        plain.debitAccountId(),
                                        plain.creditAccountId(),
                                        Long.MAX_VALUE,
                                        -1,
                                        65_535)
                                .withPendingId(plain.id())),
                csv);
        assertEquals(csv, json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            id,amuont                                       # 1: no field of a transfer: 'amuont'; there are id,
            id,id                                           # 1: a column is there twice
            id,amount;X,5,6                                 # 2: has 3 cells, and the first line has 2
            id,amount;"X,5                                  # 2: a quote is not closed
            id,amount;X,10.99                               # 2: amount must be whole minor units or max, not '10.99'
            id,amount;X,-1                                  # 2: amount must be whole minor units or max, not '-1'
            id,amount;X,9223372036854775808                 # 2: amount must be whole minor units or max
            id,amount;X,                                    # 2: has no amount
            id,amount;,5                                    # 2: has no id, without which a file cannot be sent again
            id,amount;1-2-3-4-5,5                           # 2: id must be a UUID or ULID, not '1-2-3-4-5'
            id,amount,code;X,5,65536                        # 2: code must be 0 to 65535, not '65536'
            id,amount,ledger;X,5,4294967296                 # 2: ledger must be 0 to 4294967295, not '4294967296'
            id,amount,user_data_64;X,5,-1                   # 2: user_data_64 must be 0 to 18446744073709551615
            id,amount,flags;X,5,pendign                     # 2: no flag: 'pendign'; there are linked, pending
            {"id":"X","amount":5                            # 1: is no JSON object
            {"id":"X","amount":1.5}                         # 1: amount must be whole minor units or max, not '1.5'
            {"id":"X","amount":true}                        # 1: amount must be text, a number or a list of names
            {"id":"X","amuont":5}                           # 1: no field of a transfer: 'amuont'
            """)
    void whatIsWrongIsSaidWithItsLine(String text, String sentence) {
        var refused = assertThrows(
                CommandFailure.class, () -> read(text.replace(";", "\n").replace("X", ID)));
        assertEquals(ExitCode.USAGE, refused.exitCode());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(folder.resolve("file") + ":" + sentence), message);
    }

    private List<Transfer> read(String text) throws IOException {
        Path path = Files.writeString(folder.resolve("file"), text);
        List<Transfer> transfers = new ArrayList<>();
        try (TransferFile file = TransferFile.open(path)) {
            for (Optional<TransferLine> line = file.next(); line.isPresent(); line = file.next()) {
                try {
                    transfers.add(line.get().transfer(false));
                } catch (IllegalArgumentException wrong) {
                    throw file.wrong(line.get().number(), String.valueOf(wrong.getMessage()));
                }
            }
        }
        return transfers;
    }
}
