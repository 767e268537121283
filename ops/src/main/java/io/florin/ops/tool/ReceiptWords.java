package io.florin.ops.tool;

import io.florin.feed.ProvenTransfer;
import io.florin.gateway.client.TransferFlag;
import java.util.UUID;

/** Plain words for a transfer that is proven. */
final class ReceiptWords {
    private static final UUID NONE = new UUID(0, 0);

    private ReceiptWords() {}

    /** What became of the money. */
    static String what(ProvenTransfer transfer) {
        int flags = transfer.kind().flags();
        if (has(flags, TransferFlag.POST_PENDING_TRANSFER)) {
            return "moved money that the hold " + transfer.pendingId() + " had set aside.";
        }
        if (has(flags, TransferFlag.VOID_PENDING_TRANSFER)) {
            return "let go of money that the hold " + transfer.pendingId() + " had set aside.";
        }
        return has(flags, TransferFlag.PENDING) ? "set money aside (a hold); it did not move yet." : "moved money.";
    }

    /** Whoever posts or voids a hold need not name its accounts. */
    static String account(ProvenTransfer transfer, UUID account) {
        return account.equals(NONE) ? "as in the hold " + transfer.pendingId() : "account " + account;
    }

    private static boolean has(int flags, TransferFlag flag) {
        return (flags & flag.bit()) != 0;
    }
}
