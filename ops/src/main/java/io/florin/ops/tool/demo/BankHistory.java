package io.florin.ops.tool.demo;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history that the Czech bank of the PKDD'99 challenge published: Latin-1, fields with {@code ;} between, a
 * header, plain or gzipped. What the file says is either understood whole or refused with file, line and field.
 */
final class BankHistory {
    private static final String HEADER =
            BankLine.COLUMNS.stream().map(column -> '"' + column + '"').collect(Collectors.joining(";"));
    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;
    private static final long UNSEEN = 0;

    private BankHistory() {}

    /** Reads all lines of a file, in its order. */
    static List<BankTransaction> read(Path file) {
        try (BufferedReader reader = open(file)) {
            return read(file.getFileName().toString(), reader);
        } catch (NoSuchFileException missing) {
            throw new InputException("there is no such file: input=" + file);
        } catch (IOException unreadable) {
            throw new InputException("cannot be read (" + unreadable.getMessage() + "): input=" + file);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            InputStream plain = isZipped(bytes) ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            bytes.close();
            throw unreadable;
        }
    }

    /** By its first two bytes: a name may say anything. */
    private static boolean isZipped(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean isZipped = bytes.read() == GZIP_FIRST_BYTE && bytes.read() == GZIP_SECOND_BYTE;
        bytes.reset();
        return isZipped;
    }

    /** Reads all lines; {@code name} stands for the file in messages. */
    static List<BankTransaction> read(String name, BufferedReader reader) throws IOException {
        @Nullable String header = reader.readLine();
        if (header == null || !header.equals(HEADER)) {
            throw new InputException(name + ":1: must be the header " + HEADER + ": line=" + header);
        }
        List<BankTransaction> transactions = new ArrayList<>();
        var lineOf = new Long2LongHashMap(UNSEEN);
        long line = 1;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            BankTransaction transaction = BankLine.parse(name + ":" + line, text);
            long before = lineOf.put(transaction.transactionId(), line);
            if (before != UNSEEN) {
                throw new InputException(name + ":" + line + ": is on line " + before + " already: trans_id="
                        + transaction.transactionId());
            }
            transactions.add(transaction);
        }
        if (transactions.isEmpty()) throw new InputException(name + ": has no transactions: lines=" + line);
        return transactions;
    }

    /** Double entry for every line, and beside it every customer's balance by the type column alone. */
    static Book book(String title, List<BankTransaction> transactions) {
        Map<Long, BookAccount> customers = new HashMap<>();
        Map<Long, Long> balances = new HashMap<>();
        List<Posting> postings = new ArrayList<>(transactions.size());
        for (BankTransaction transaction : transactions) {
            long number = transaction.accountId();
            BookAccount customer = customers.computeIfAbsent(number, BookAccount::customer);
            postings.add(posting(transaction, customer));
            long changeMinor = transaction.isCredit() ? transaction.amountMinor() : -transaction.amountMinor();
            balances.merge(number, changeMinor, Math::addExact);
        }
        return Book.of(title, Book.Currency.CZK, List.copyOf(customers.values()), postings, balances);
    }

    private static Posting posting(BankTransaction transaction, BookAccount customer) {
        HouseAccount house = transaction.business().house();
        return new Posting(
                transaction.isCredit() ? house.id() : customer.id(),
                transaction.isCredit() ? customer.id() : house.id(),
                transaction.amountMinor(),
                transaction.business().code(),
                transaction.date(),
                transaction.transactionId());
    }
}
