package io.florin.pipeline;

import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.GenesisEncoder;
import io.florin.protocol.codec.GenesisRowEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts requests on a ring as the gateway would. One thread. */
final class Commands {
    static final int LEDGER = 978;
    static final int CODE = 10;
    static final int UNDECIDABLE_TEMPLATE_ID = 9_999;
    private static final long WINDOW_NS = 24L * 3_600 * 1_000_000_000;

    private final Ingress ingress;
    private final AccountRowEncoder account = new AccountRowEncoder();
    private final TransferRowEncoder transfer = new TransferRowEncoder();
    private final RequestHeadEncoder head = new RequestHeadEncoder();

    Commands(Ingress ingress) {
        this.ingress = ingress;
    }

    /** A small ledger of opaque ids, so that tests may use 1, 2, 3. */
    static UnsafeBuffer genesis() {
        var body = new UnsafeBuffer(new byte[GenesisEncoder.BLOCK_LENGTH]);
        var row = new GenesisRowEncoder().wrap(body, 0);
        row.ledgerId().high(1).low(2);
        row.accountsMax(1_024)
                .transfersMax(4_096)
                .windowNs(WINDOW_NS)
                .repliesMax(16)
                .replyRowsMax(64)
                .grantsMax(16)
                .idPolicy((short) 1)
                .featureLevel(1);
        return body;
    }

    /** Accounts with ids from {@code firstId}; false if the ring refused. */
    boolean createAccounts(Answers answers, long correlationId, long firstId, int count) {
        long first = claim(CreateAccountsEncoder.TEMPLATE_ID, AccountRowEncoder.ENCODED_LENGTH, count);
        if (first < 0) return false;

        ingress.at(first).from(answers, correlationId, 0, 0);
        for (int i = 0; i < count; i++) {
            Slot slot = ingress.at(first + i);
            slot.memory().setMemory(slot.bodyOffset(), AccountRowEncoder.ENCODED_LENGTH, (byte) 0);
            account.wrap(slot.memory(), slot.bodyOffset()).ledger(LEDGER).code(CODE);
            account.id().high(0).low(firstId + i);
        }
        ingress.publish(first, count);
        return true;
    }

    /** Transfers of 1 from account 1 to account 2 with ids from {@code firstId}, all with these flags. */
    boolean createTransfers(Answers answers, long correlationId, long firstId, int count, int flags) {
        long first = claim(CreateTransfersEncoder.TEMPLATE_ID, TransferRowEncoder.ENCODED_LENGTH, count);
        if (first < 0) return false;

        ingress.at(first).from(answers, correlationId, 0, 0);
        for (int i = 0; i < count; i++) {
            Slot slot = ingress.at(first + i);
            slot.memory().setMemory(slot.bodyOffset(), TransferRowEncoder.ENCODED_LENGTH, (byte) 0);
            transfer.wrap(slot.memory(), slot.bodyOffset())
                    .amount(1)
                    .ledger(LEDGER)
                    .code(CODE)
                    .flags(i == count - 1 ? 0 : flags);
            transfer.id().high(0).low(firstId + i);
            transfer.debitAccountId().high(0).low(1);
            transfer.creditAccountId().high(0).low(2);
        }
        ingress.publish(first, count);
        return true;
    }

    boolean lookupAccount(Answers answers, long correlationId, long id) {
        long first = claim(LookupAccountsEncoder.TEMPLATE_ID, 16, 1);
        if (first < 0) return false;

        Slot slot = ingress.at(first).from(answers, correlationId, 0, 0);
        slot.memory().putLong(slot.bodyOffset(), 0);
        slot.memory().putLong(slot.bodyOffset() + Long.BYTES, id);
        ingress.publish(first, 1);
        return true;
    }

    /** A request that no build knows, as if a bug had let it in. */
    void undecidable(Answers answers, long correlationId, int count) {
        long first = claim(UNDECIDABLE_TEMPLATE_ID, 16, count);
        ingress.at(first).from(answers, correlationId, 0, 0);
        ingress.publish(first, count);
    }

    private long claim(int templateId, int rowLength, int count) {
        long first = ingress.tryClaim(count);
        if (first < 0) return first;

        for (int i = 0; i < count; i++) ingress.at(first + i).begin(templateId, count, i, rowLength);
        Slot slot = ingress.at(first);
        slot.memory().setMemory(slot.headOffset(), Slot.HEAD_LENGTH, (byte) 0);
        head.wrap(slot.memory(), slot.headOffset()).principal(1).events(count);
        return first;
    }
}
