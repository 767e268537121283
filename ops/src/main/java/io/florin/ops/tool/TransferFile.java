package io.florin.ops.tool;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of transfers, read from its beginning: CSV (RFC 4180, one record a line, names of the columns in the first),
 * or one JSON object a line. Which of the two, the first character tells. One thread.
 */
final class TransferFile implements AutoCloseable {
    private final Path path;
    private final BufferedReader in;
    private final Optional<List<String>> columns;
    private int number;
    private Optional<String> ahead;

    private TransferFile(Path path, BufferedReader in) throws IOException {
        this.path = path;
        this.in = in;
        this.ahead = line();
        boolean isCsv = ahead.isPresent() && !ahead.get().startsWith("{");
        this.columns = isCsv ? Optional.of(columns(ahead.get())) : Optional.empty();
        if (isCsv) ahead = line();
    }

    /**
     * Opens the file.
     *
     * @throws CommandFailure if it cannot be read, or its columns are none of a transfer's.
     */
    static TransferFile open(Path path) {
        try {
            BufferedReader in = Files.newBufferedReader(path);
            try {
                return new TransferFile(path, in);
            } catch (IOException | CommandFailure failed) {
                in.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.USAGE, "the file cannot be read (" + failed + "): " + path);
        }
    }

    /** The next line that is not blank; empty at the end. */
    private Optional<String> line() throws IOException {
        while (true) {
            String line = in.readLine();
            if (line == null) return Optional.empty();
            number++;
            if (!line.isBlank()) return Optional.of(line.strip());
        }
    }

    private List<String> columns(String header) {
        List<String> names = cells(header);
        for (String name : names) {
            if (!TransferLine.NAMES.contains(name)) {
                throw wrong(
                        "no field of a transfer: '" + name + "'; there are " + String.join(", ", TransferLine.NAMES));
            }
        }
        if (names.stream().distinct().count() != names.size()) throw wrong("a column is there twice");
        return names;
    }

    /**
     * The next transfer's line; empty at the end.
     *
     * @throws CommandFailure if it cannot be read, with file and line.
     */
    Optional<TransferLine> next() {
        if (ahead.isEmpty()) return Optional.empty();
        String text = ahead.get();
        var line = new TransferLine(number, columns.isPresent() ? csv(columns.get(), text) : json(text));
        try {
            ahead = line();
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.USAGE, "the file cannot be read (" + failed + "): " + path);
        }
        return Optional.of(line);
    }

    private Map<String, String> csv(List<String> names, String line) {
        List<String> cells = cells(line);
        if (cells.size() != names.size()) {
            throw wrong("has " + cells.size() + " cells, and the first line has " + names.size());
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!cells.get(i).isEmpty()) fields.put(names.get(i), cells.get(i));
        }
        return fields;
    }

    private List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean isDoubled = isQuoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
            if (isDoubled) {
                cell.append(c);
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (isQuoted) throw wrong("a quote is not closed");
        cells.add(cell.toString().strip());
        return cells;
    }

    private Map<String, String> json(String line) {
        Map<String, String> fields = new HashMap<>();
        try {
            ConfigFactory.parseString(line, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
                    .root()
                    .forEach((name, value) -> fields.put(name, text(name, value)));
        } catch (ConfigException broken) {
            throw wrong(
                    "is no JSON object: " + String.valueOf(broken.getMessage()).replaceFirst("^String: ", ""));
        }
        return fields;
    }

    private String text(String name, ConfigValue value) {
        if (!TransferLine.NAMES.contains(name)) {
            throw wrong("no field of a transfer: '" + name + "'; there are " + String.join(", ", TransferLine.NAMES));
        }
        return switch (value.valueType()) {
            case STRING, NUMBER -> String.valueOf(value.unwrapped());
            case LIST -> {
                List<?> items = (List<?>) value.unwrapped();
                yield items.stream().map(String::valueOf).collect(Collectors.joining("|"));
            }
            case OBJECT, BOOLEAN, NULL -> throw wrong(name + " must be text, a number or a list of names");
        };
    }

    /** What is wrong with the line that was read last, ready to be told. */
    CommandFailure wrong(String what) {
        return wrong(number, what);
    }

    CommandFailure wrong(int line, String what) {
        return new CommandFailure(ExitCode.USAGE, path + ":" + line + ": " + what);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.FAILED, "the file cannot be closed (" + failed + "): " + path);
        }
    }
}
