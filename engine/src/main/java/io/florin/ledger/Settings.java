package io.florin.ledger;

/** What was journaled once and holds until it is journaled again. Ledger thread only. */
final class Settings {
    static final int TIME_ORDERED = 0;
    static final int ANY = 1;

    private final Capacities capacities = new Capacities();
    private long ledgerIdHigh;
    private long ledgerIdLow;
    private long genesisNs;
    private int idPolicy;
    private int featureLevel;
    private int epoch;

    void set(GenesisCommand genesis, long timestampNs) {
        capacities.set(genesis);
        ledgerIdHigh = genesis.ledgerIdHigh();
        ledgerIdLow = genesis.ledgerIdLow();
        genesisNs = timestampNs;
        idPolicy = genesis.idPolicy();
        featureLevel = genesis.featureLevel();
    }

    void write(StateWriter writer) {
        writer.write(ledgerIdHigh);
        writer.write(ledgerIdLow);
        writer.write(genesisNs);
        writer.write(idPolicy);
        writer.write(featureLevel);
        writer.write(Integer.toUnsignedLong(epoch));
        capacities.write(writer);
    }

    void read(StateReader reader) {
        ledgerIdHigh = reader.read();
        ledgerIdLow = reader.read();
        genesisNs = reader.read();
        idPolicy = (int) reader.read();
        featureLevel = (int) reader.read();
        epoch = (int) reader.read();
        capacities.read(reader);
    }

    Capacities capacities() {
        return capacities;
    }

    long ledgerIdHigh() {
        return ledgerIdHigh;
    }

    long ledgerIdLow() {
        return ledgerIdLow;
    }

    long genesisNs() {
        return genesisNs;
    }

    int idPolicy() {
        return idPolicy;
    }

    int featureLevel() {
        return featureLevel;
    }

    void featureLevel(int level) {
        featureLevel = level;
    }

    /** Of whoever leads, a u32; 0 before the first {@code Epoch} record. */
    int epoch() {
        return epoch;
    }

    void epoch(int value) {
        epoch = value;
    }
}
