package io.florin.ops.tool;

import io.florin.feed.Digest;
import io.florin.feed.ProofBrokenException;
import io.florin.feed.ProvenTransfer;
import io.florin.feed.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A receipt as one JSON object. What a person reads in it, {@code transfer}, is believed only if the record says the
 * same; nothing may be missing and nothing else may be in it.
 *
 * <pre>
 *   {"format": "florin-receipt/1",
 *    "transfer": {"id": …, "debit_account_id": …, "credit_account_id": …, "amount": 1099, "ledger": 978, …},
 *    "record": HEX, "salt": HEX, "path": [HEX, …], "checkpoint": "florin-checkpoint/1 …"}
 * </pre>
 */
final class ReceiptJson {
    private static final String FORMAT = "florin-receipt/1";
    private static final long LENGTH_MAX = 64 * 1024;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LENGTH_MAX)
                    .maxNestingDepth(2)
                    .maxNumberLength(20)
                    .build())
            .build();

    private ReceiptJson() {}

    /** The object, in lines, with a line's end behind it. */
    static String write(Receipt receipt) {
        return """
                {
                  "format": "%s",
                  "transfer": %s,
                  "record": "%s",
                  "salt": "%s",
                  "path": [%s],
                  "checkpoint": "%s"
                }
                """.formatted(
                        FORMAT,
                        ProvenTransfer.of(receipt.record())
                                .map(transfer -> fields(transfer).print(Fields.Format.JSON))
                                .orElseThrow(),
                        HexFormat.of().formatHex(receipt.record()),
                        HexFormat.of().formatHex(receipt.salt()),
                        receipt.path().stream()
                                .map(digest -> "\n    \"" + digest + "\"")
                                .collect(Collectors.joining(",")),
                        receipt.checkpoint());
    }

    private static Fields fields(ProvenTransfer transfer) {
        return new Fields()
                .text("id", transfer.id().toString())
                .text("debit_account_id", transfer.debitAccountId().toString())
                .text("credit_account_id", transfer.creditAccountId().toString())
                .text("pending_id", transfer.pendingId().toString())
                .number("amount", transfer.money().amountMinor())
                .number("ledger", Integer.toUnsignedLong(transfer.money().ledger()))
                .number("code", transfer.kind().code())
                .number("flags", transfer.kind().flags())
                .text("timestamp", Answers.time(transfer.place().timestampNs()))
                .number("sequence", transfer.place().sequence());
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailure if it cannot be read.
     * @throws ProofBrokenException if it is no receipt, or says otherwise than its record.
     */
    static Receipt read(Path file) {
        try {
            if (Files.size(file) > LENGTH_MAX) throw noReceipt("longer than 64 KiB");
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read (" + unreadable + "): receipt=" + file);
        }
    }

    static Receipt parse(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            Map<String, Object> values = object(json);
            if (json.nextToken() != null) throw noReceipt("something follows it");
            return receipt(values);
        } catch (JacksonException notJson) {
            throw noReceipt(notJson.getOriginalMessage());
        } catch (IllegalArgumentException notHex) {
            throw noReceipt(String.valueOf(notHex.getMessage()));
        }
    }

    private static Map<String, Object> object(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) throw noReceipt("not a JSON object");
        return members(json);
    }

    private static Map<String, Object> members(JsonParser json) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case START_ARRAY -> array(json);
            case START_OBJECT -> members(json);
            default -> throw noReceipt("a value of another kind: " + json.currentToken());
        };
    }

    private static List<String> array(JsonParser json) {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) throw noReceipt("the path holds other than text");
            texts.add(json.getString());
        }
        return texts;
    }

    private static Receipt receipt(Map<String, Object> values) {
        List<String> names = List.of("format", "transfer", "record", "salt", "path", "checkpoint");
        if (!List.copyOf(values.keySet()).equals(names)) {
            throw noReceipt("it must hold " + String.join(", ", names) + ", in this order");
        }
        if (!FORMAT.equals(values.get("format"))) throw noReceipt("format=" + values.get("format"));
        if (!(values.get("path") instanceof List<?> path)) throw noReceipt("the path is no array");
        var receipt = new Receipt(
                HexFormat.of().parseHex(text(values, "record")),
                HexFormat.of().parseHex(text(values, "salt")),
                path.stream().map(String::valueOf).map(Digest::parse).toList(),
                text(values, "checkpoint"));
        if (!(values.get("transfer") instanceof Map<?, ?> told)) throw noReceipt("the transfer is no object");
        compare(told, receipt);
        return receipt;
    }

    /** People read these fields, and nobody else checks them. */
    private static void compare(Map<?, ?> told, Receipt receipt) {
        ProvenTransfer transfer = ProvenTransfer.of(receipt.record())
                .orElseThrow(() -> noReceipt("the record is damaged, or not one of a transfer"));
        String recorded = fields(transfer).print(Fields.Format.JSON);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), recorded)) {
            if (!object(json).equals(told)) {
                throw new ProofBrokenException(
                        "the fields that people read are not those of the record: receipt.transfer=" + told);
            }
        }
    }

    private static String text(Map<String, Object> values, String name) {
        if (values.get(name) instanceof String text) return text;
        throw noReceipt(name + " is no text");
    }

    private static ProofBrokenException noReceipt(String why) {
        return new ProofBrokenException("this is no receipt of Florin: " + why);
    }
}
