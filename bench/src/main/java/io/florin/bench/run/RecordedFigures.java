package io.florin.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The figures of one run, as {@code florin bench run --json} printed them.
 *
 * @param name scenario and settings: figures of one name may be compared.
 */
record RecordedFigures(String name, double transfersPerSecond, double p50Us, double ratioToLimit, String commit) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Without the times and without the rate, which of itself follows the machine. */
    private static final List<String> NAMING =
            List.of("connections", "window", "batch", "accounts", "distribution", "durability");

    /**
     * Reads a file with one JSON object a line; of two with one name the later counts.
     *
     * @throws IllegalArgumentException naming the line that is no report.
     */
    static Map<String, RecordedFigures> read(Path file) throws IOException {
        Map<String, RecordedFigures> all = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            try {
                RecordedFigures figures = of(flat(lines.get(i)));
                all.put(figures.name(), figures);
            } catch (JacksonException | IllegalArgumentException | IllegalStateException wrong) {
                throw new IllegalArgumentException(
                        "no report of florin bench run --json, " + wrong.getMessage() + ": " + file + ":" + (i + 1));
            }
        }
        return all;
    }

    private static RecordedFigures of(Map<String, String> values) {
        var name = new StringBuilder(value(values, "scenario"));
        for (String setting : NAMING) name.append(' ').append(value(values, "settings." + setting));
        return new RecordedFigures(
                name.toString(),
                Double.parseDouble(value(values, "transfers_per_s")),
                Double.parseDouble(values.getOrDefault("latency_us.p50", "0")),
                Double.parseDouble(value(values, "ratio_to_limit")),
                value(values, "commit"));
    }

    private static String value(Map<String, String> values, String path) {
        String value = values.get(path);
        if (value == null) throw new IllegalArgumentException("it has no " + path);
        return value;
    }

    /** Every value by its path, such as {@code limit.p50_us}. */
    private static Map<String, String> flat(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> name = json.currentName();
                    case START_OBJECT -> path.push(name);
                    case END_OBJECT -> path.pop();
                    case START_ARRAY, END_ARRAY -> throw new IllegalArgumentException("it has an array");
                    default -> values.put(path(path, name), json.getString());
                }
            }
        }
        return values;
    }

    private static String path(Deque<String> above, String name) {
        List<String> names = new ArrayList<>(above);
        Collections.reverse(names);
        names.add(name);
        return String.join(".", names.subList(1, names.size()));
    }
}
