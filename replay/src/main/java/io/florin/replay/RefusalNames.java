package io.florin.replay;

import io.florin.ledger.CreateTransferResult;
import java.util.HashMap;
import java.util.Map;

/** What people call the answers to a transfer, by their wire numbers. */
final class RefusalNames {
    private static final Map<Integer, String> OF_TRANSFERS = new HashMap<>();

    static {
        for (CreateTransferResult result : CreateTransferResult.values()) {
            OF_TRANSFERS.put(result.code(), result.label());
        }
    }

    private RefusalNames() {}

    static String ofTransfer(int status) {
        return OF_TRANSFERS.getOrDefault(status, "status " + Integer.toUnsignedString(status));
    }
}
