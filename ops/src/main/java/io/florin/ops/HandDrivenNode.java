package io.florin.ops;

import io.florin.gateway.Gateway;
import io.florin.gateway.Interior;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.RefusedIds;
import io.florin.gateway.wire.Certificates;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.GrantCommand;
import io.florin.pipeline.Clock;
import io.florin.pipeline.InternalCommands;
import io.florin.protocol.codec.CapacitiesDecoder;
import io.florin.protocol.codec.CapacitiesRowEncoder;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CloseDayRowEncoder;
import io.florin.protocol.codec.GrantDecoder;
import io.florin.protocol.codec.GrantRowEncoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.PulseDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.replay.Recovery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole node on an empty folder, with its road, its journal and its doors, whose time stands still: it is what its
 * owner said last, and no pulse passes that its owner did not send. For tables, which say themselves when something
 * happens and who asks; there is no way to it from the settings, so no node that serves anybody can be driven by hand.
 *
 * <p>One thread owns it, and has at most one request under way: what it says of time and speaker is for the next one.
 */
public final class HandDrivenNode implements AutoCloseable {
    private static final int NODE_NUMBER = 1;
    private static final int STARTING_NS = 8; // time that the first records take
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Closing closing;
    private final Hand hand;
    private final SpeakerIngress ingress;
    private final Gateway gateway;

    private HandDrivenNode(Closing closing, Hand hand, SpeakerIngress ingress, Gateway gateway) {
        this.closing = closing;
        this.hand = hand;
        this.ingress = ingress;
        this.gateway = gateway;
    }

    /** Both clocks at one reading. */
    private static final class Hand implements Clock {
        private final long startNs;
        private volatile long nowNs;

        Hand(long startNs) {
            this.startNs = startNs;
            this.nowNs = startNs;
        }

        @Override
        public long epochNs() {
            return nowNs;
        }

        @Override
        public long monotonicNs() {
            return nowNs - startNs;
        }
    }

    /**
     * Makes the ledger and serves it.
     *
     * @param config with a data directory that is empty or does not exist.
     * @param timeNs the ledger's first records lie just before it; ns since the epoch.
     * @param lastWords where the process says in one line why it halts.
     */
    public static HandDrivenNode start(NodeConfig config, Genesis genesis, long timeNs, Consumer<String> lastWords)
            throws IOException, InterruptedException {
        var hand = new Hand(timeNs - STARTING_NS);
        UUID ledgerId = UUID.randomUUID();
        DataDirectory.create(
                Disk.real(),
                config.data(),
                ledgerId.getMostSignificantBits(),
                ledgerId.getLeastSignificantBits(),
                NODE_NUMBER);
        var closing = new Closing();
        try {
            var around = new Road.Around(hand, Recovery.Progress.NONE, lastWords);
            Road road = closing.add(Road.open(config, Road.Found.NOTHING, around));
            road.genesis(genesis);
            road.epoch();
            var ingress = new SpeakerIngress(road.pipeline().ingress());
            var status = new NodeStatus(road, RefusedIds.of(config.refuse()), hand);
            Gateway gateway = closing.add(Gateway.start(
                    config.gateway(),
                    Doorkeeper.OPEN,
                    Certificates.NONE,
                    ingress,
                    Interior.of(status),
                    road.counters()));
            closing.add(road::drain);
            return new HandDrivenNode(closing, hand, ingress, gateway);
        } catch (Exception failed) {
            closing.closeAfter(failed);
            throw failed;
        }
    }

    /** Where its binary protocol is spoken. */
    public InetSocketAddress binary() {
        return gateway.binaryAddress();
    }

    /** The time T of the next request, ns since the epoch; the ledger makes it later if it must. */
    public void at(long timeNs) {
        hand.nowNs = timeNs;
    }

    /** Who sends the next requests and lookups, whichever connection they come by. */
    public void speaker(long principal) {
        ingress.speaker(principal);
    }

    /** The status of the command, by LEDGER.md's wire number. */
    public int grant(GrantCommand command) throws InterruptedException {
        var row = new UnsafeBuffer(new byte[GrantRowEncoder.ENCODED_LENGTH]);
        new GrantRowEncoder()
                .wrap(row, 0)
                .principal(command.principal())
                .ledger(Integer.toUnsignedLong(command.ledger()))
                .rights(command.rights());
        return send(GrantDecoder.TEMPLATE_ID, row).status();
    }

    /** The status of the command, by LEDGER.md's wire number. */
    public int capacities(CapacitiesCommand command) throws InterruptedException {
        var row = new UnsafeBuffer(new byte[CapacitiesRowEncoder.ENCODED_LENGTH]);
        new CapacitiesRowEncoder()
                .wrap(row, 0)
                .accountsMax(command.accountsMax())
                .transfersMax(command.transfersMax())
                .windowNs(command.windowNs())
                .repliesMax(command.repliesMax())
                .replyRowsMax(command.replyRowsMax())
                .grantsMax(command.grantsMax());
        return send(CapacitiesDecoder.TEMPLATE_ID, row).status();
    }

    /** The status of the command, by LEDGER.md's wire number. */
    public int closeDay(CloseDayCommand command) throws InterruptedException {
        var row = new UnsafeBuffer(new byte[CloseDayRowEncoder.ENCODED_LENGTH]);
        new CloseDayRowEncoder()
                .wrap(row, 0)
                .ledger(Integer.toUnsignedLong(command.ledger()))
                .date(Integer.toUnsignedLong(command.date()));
        return send(CloseDayDecoder.TEMPLATE_ID, row).status();
    }

    /** Sends one pulse; the holds that it released, in order. */
    public List<UUID> pulse() throws InterruptedException {
        DirectBuffer result =
                send(PulseDecoder.TEMPLATE_ID, new UnsafeBuffer(0, 0)).longResult();
        long expired = new PulseResultDecoder().wrap(result, 0).expired();
        var id = new IdDecoder();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < expired; i++) {
            id.wrap(result, PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH);
            ids.add(new UUID(id.high(), id.low()));
        }
        return ids;
    }

    private InternalCommands.Decided send(int templateId, DirectBuffer row) throws InterruptedException {
        return new InternalCommands(ingress).send(templateId, ingress.speaker(), row, row.capacity(), TIMEOUT_NS);
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
