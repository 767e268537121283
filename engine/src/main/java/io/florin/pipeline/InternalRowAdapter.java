package io.florin.pipeline;

import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.GrantCommand;
import io.florin.protocol.codec.CapacitiesRowDecoder;
import io.florin.protocol.codec.CloseDayRowDecoder;
import io.florin.protocol.codec.EpochRowDecoder;
import io.florin.protocol.codec.FeatureLevelRowDecoder;
import io.florin.protocol.codec.GenesisRowDecoder;
import io.florin.protocol.codec.GrantRowDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.MayAdministerRowDecoder;
import org.agrona.DirectBuffer;

/** Rows of internal commands to the ledger's. One thread; allocates nothing. */
final class InternalRowAdapter {
    private final GenesisRowDecoder genesisIn = new GenesisRowDecoder();
    private final GrantRowDecoder grantIn = new GrantRowDecoder();
    private final CapacitiesRowDecoder capacitiesIn = new CapacitiesRowDecoder();
    private final FeatureLevelRowDecoder featureLevelIn = new FeatureLevelRowDecoder();
    private final MayAdministerRowDecoder mayAdministerIn = new MayAdministerRowDecoder();
    private final CloseDayRowDecoder closeDayIn = new CloseDayRowDecoder();
    private final EpochRowDecoder epochIn = new EpochRowDecoder();

    void decode(DirectBuffer memory, int offset, GenesisCommand command) {
        genesisIn.wrap(memory, offset);
        IdDecoder ledgerId = genesisIn.ledgerId();
        command.ledgerIdHigh(ledgerId.high())
                .ledgerIdLow(ledgerId.low())
                .accountsMax(genesisIn.accountsMax())
                .transfersMax(genesisIn.transfersMax())
                .windowNs(genesisIn.windowNs())
                .repliesMax(genesisIn.repliesMax())
                .replyRowsMax(genesisIn.replyRowsMax())
                .grantsMax(genesisIn.grantsMax())
                .idPolicy(genesisIn.idPolicy())
                .featureLevel((int) genesisIn.featureLevel());
    }

    void decode(DirectBuffer memory, int offset, GrantCommand command) {
        grantIn.wrap(memory, offset);
        command.principal(grantIn.principal()).ledger((int) grantIn.ledger()).rights(grantIn.rights());
    }

    void decode(DirectBuffer memory, int offset, CapacitiesCommand command) {
        capacitiesIn.wrap(memory, offset);
        command.accountsMax(capacitiesIn.accountsMax())
                .transfersMax(capacitiesIn.transfersMax())
                .windowNs(capacitiesIn.windowNs())
                .repliesMax(capacitiesIn.repliesMax())
                .replyRowsMax(capacitiesIn.replyRowsMax())
                .grantsMax(capacitiesIn.grantsMax());
    }

    void decode(DirectBuffer memory, int offset, CloseDayCommand command) {
        closeDayIn.wrap(memory, offset);
        command.ledger((int) closeDayIn.ledger()).date((int) closeDayIn.date());
    }

    int featureLevel(DirectBuffer memory, int offset) {
        featureLevelIn.wrap(memory, offset);
        return (int) featureLevelIn.featureLevel();
    }

    int ledgerAsked(DirectBuffer memory, int offset) {
        mayAdministerIn.wrap(memory, offset);
        return (int) mayAdministerIn.ledger();
    }

    int epoch(DirectBuffer memory, int offset) {
        epochIn.wrap(memory, offset);
        return (int) epochIn.epoch();
    }
}
