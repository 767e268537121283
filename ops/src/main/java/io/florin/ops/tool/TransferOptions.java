package io.florin.ops.tool;

import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Transfer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who pays whom how much: the same for transfers and holds. */
final class TransferOptions {
    @Option(names = "--id", paramLabel = "UUID", description = "Made here unless it is given.")
    @Nullable
    UUID id;

    @Option(names = "--debit", required = true, paramLabel = "UUID", description = "The account that pays.")
    UUID debit = Transfer.NO_ID;

    @Option(names = "--credit", required = true, paramLabel = "UUID", description = "The account that receives.")
    UUID credit = Transfer.NO_ID;

    @Option(
            names = "--amount",
            required = true,
            paramLabel = "AMOUNT",
            description = "Minor units, as 1099, or with its currency, as \"10.99 EUR\".")
    String amount = "";

    @Option(
            names = "--ledger",
            converter = Unsigned.Bits32.class,
            paramLabel = "N",
            description = "Needed unless --amount names the currency.")
    @Nullable
    Integer ledger;

    @Option(
            names = "--code",
            converter = Unsigned.Bits16.class,
            paramLabel = "N",
            defaultValue = "1",
            description = "Your kinds of transfers; default ${DEFAULT-VALUE}.")
    int code = 1;

    /** A plain transfer; whoever asks makes of it what it is. */
    Transfer transfer() {
        Amount parsed = Amount.parse(amount);
        int ledgerNumber = parsed.ledger(Optional.ofNullable(ledger));
        UUID transferId = id == null ? Ids.next() : id;
        return Transfer.of(transferId, debit, credit, parsed.minor(), ledgerNumber, code);
    }
}
