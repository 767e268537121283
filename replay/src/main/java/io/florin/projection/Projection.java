package io.florin.projection;

import io.florin.feed.JournalSource;
import io.florin.journal.JournalDamagedException;
import io.florin.journal.Reader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The way from the journal into PostgreSQL, from where PostgreSQL stands: reads, gathers rows, commits them with the
 * position. Whatever fails makes it of no use: close it, and open another, which begins again from what was committed.
 * One thread.
 */
final class Projection implements AutoCloseable {
    private final ReadModelConfig config;
    private final RowWriter writer;
    private final Books books;
    private final RowSet rows = new RowSet();
    private final RecordRows records;
    private final Reader reader;
    private Position position;
    private Position read;
    private long statesSequence;
    private boolean isAtBatchEnd = true;

    private Projection(ReadModelConfig config, RowWriter writer, BooksLoader.Loaded loaded, Reader reader) {
        this.config = config;
        this.writer = writer;
        this.books = loaded.books();
        this.records = new RecordRows(books, rows);
        this.reader = reader;
        this.position = loaded.position();
        this.read = loaded.position();
        this.statesSequence = loaded.statesSequence();
    }

    /**
     * Continues where PostgreSQL stands; the schema must be there.
     *
     * @throws ReadModelException if that is no place of this journal.
     */
    static Projection open(ReadModel model, UUID ledgerId, JournalSource journal) throws SQLException, IOException {
        Connection connection = model.connection();
        try {
            BooksLoader.Loaded loaded = BooksLoader.load(connection, ledgerId, model.config());
            RowWriter writer = RowWriter.open(connection, model.config());
            Reader reader = stand(journal, loaded.position(), model.config());
            return new Projection(model.config(), writer, loaded, reader);
        } catch (SQLException | IOException | RuntimeException | Error failed) {
            connection.close();
            throw failed;
        }
    }

    private static Reader stand(JournalSource journal, Position position, ReadModelConfig config) throws IOException {
        Reader reader;
        try {
            reader = journal.read(position.sequence() + 1);
        } catch (JournalDamagedException gone) {
            throw ReadModelException.refused(
                    "the journal no longer has what follows sequence " + position.sequence()
                            + ", where the read model stands, fill it anew (florin report rebuild)",
                    config.url());
        }
        if (position.sequence() == 0) return reader;
        Reader.Standing standing = reader.standBehind(position.chain());
        if (standing == Reader.Standing.FOUND) return reader;
        reader.close();
        throw ReadModelException.refused(
                standing == Reader.Standing.BEYOND_THE_END
                        ? "the read model is ahead of the journal: it knows sequence " + position.sequence()
                                + ", and the journal ends before; is this an old copy of the data directory?"
                        : "the read model stands at sequence " + position.sequence()
                                + ", and another history led there," + " make it anew (florin report rebuild)",
                config.url());
    }

    /**
     * Reads records and gathers their rows.
     *
     * @param limitSequence nothing behind it is read.
     * @return how many records were read; fewer than the most that were wanted: there are no more for now.
     */
    int poll(long limitSequence, int recordsMax) throws IOException, SQLException {
        int count = 0;
        while (count < recordsMax && read.sequence() < limitSequence && reader.next()) {
            writer.enter(reader.timestampNs(), rows);
            records.add(reader);
            writer.drain(rows);
            isAtBatchEnd = reader.isLastOfBatch();
            read = new Position(
                    position.ledgerId(), reader.sequence(), reader.epoch(), position.chain(), reader.timestampNs());
            count++;
        }
        return count;
    }

    /** Whether something was read that is not committed, and may be. */
    boolean isCommittable() {
        return isAtBatchEnd && read.sequence() > position.sequence();
    }

    /** Rows of the transaction so far, of movements. */
    long waitingRows() {
        return rows.of(ReadTable.MOVEMENTS).rows();
    }

    /** Commits what was read, with its position; only where {@link #isCommittable}. */
    void commit(boolean withStates) throws SQLException {
        var after = new Position(position.ledgerId(), read.sequence(), read.epoch(), reader.chain(), read.recordedNs());
        writer.commit(rows, books, position, after, withStates);
        position = after;
        if (withStates) statesSequence = after.sequence();
    }

    /** Detaches what may go, by the setting. */
    int archive(long nowNs) throws SQLException {
        return config.retainNs() == ReadModelConfig.FOREVER ? 0 : writer.archiveBefore(nowNs - config.retainNs());
    }

    /** Committed. */
    Position position() {
        return position;
    }

    /** Read; may be ahead of what is committed, within one transaction. */
    long readSequence() {
        return read.sequence();
    }

    /** Rows of movements written so far. */
    long movements() {
        return books.movements;
    }

    /** Up to where account_states goes. */
    long statesSequence() {
        return statesSequence;
    }

    Reader reader() {
        return reader;
    }

    @Override
    public void close() throws SQLException, IOException {
        try (reader) {
            writer.close();
        }
    }
}
