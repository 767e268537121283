package io.florin.ops;

import io.florin.pipeline.Clock;
import io.florin.pipeline.Ingress;
import io.florin.pipeline.Slot;
import io.florin.replay.Recovery;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A node's road without doors, into which a command gets that no build can decide, as if a bug had let it in. */
final class SendsUndecidable {
    static final int TEMPLATE_ID = 9_999;
    static final long ID_HIGH = 0x0192_0000_0000_7000L;
    static final long ID_LOW = 0x8000_0000_0000_00AAL;
    private static final int ROW_LENGTH = 16;

    private SendsUndecidable() {}

    public static void main(String[] arguments) throws Exception {
        NodeConfig config = NodeConfig.of(Settings.load(null, List.of(arguments)));
        var around = new Road.Around(Clock.system(), Recovery.Progress.NONE, System.err::println);
        Road road = Road.open(config, Road.Found.LEDGER, around);
        road.epoch();
        Ingress ingress = road.pipeline().ingress();
        long first = ingress.tryClaim(1);
        Slot slot = ingress.at(first).begin(TEMPLATE_ID, 1, 0, ROW_LENGTH);
        slot.memory().setMemory(slot.headOffset(), Slot.LENGTH, (byte) 0);
        slot.memory().putLong(slot.bodyOffset(), ID_HIGH);
        slot.memory().putLong(slot.bodyOffset() + Long.BYTES, ID_LOW);
        ingress.publish(first, 1);
        new CountDownLatch(1).await(); // until the halt
    }
}
