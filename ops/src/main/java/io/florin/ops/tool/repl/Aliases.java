package io.florin.ops.tool.repl;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.IdArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names that a person gave to ids, kept in a file of theirs: one a line, {@code alice 019aa1f0-…}, {@code #} before
 * what is for people. The ledger knows nothing of them.
 */
final class Aliases {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final String HEADING = "# Names of florin repl: NAME ID";

    private final Path file;
    private final Map<String, UUID> byName = new TreeMap<>();

    private Aliases(Path file) {
        this.file = file;
    }

    /** As the file has them; none if there is no file yet. */
    static Aliases at(Path file) throws IOException {
        var aliases = new Aliases(file);
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            String[] words = line.split("\\s+", -1);
            Optional<UUID> id = words.length == 2 ? IdArgument.of(words[1]) : Optional.empty();
            if (id.isEmpty() || !NAME.matcher(words[0]).matches()) {
                throw new CommandFailure(ExitCode.USAGE, file + ":" + (i + 1) + "  must be a name and an id: " + line);
            }
            aliases.byName.put(words[0], id.get());
        }
        return aliases;
    }

    /** What a word stands for: an id as it is, or one that has this name. */
    UUID resolve(String word) {
        return IdArgument.of(word)
                .or(() -> Optional.ofNullable(byName.get(word)))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "no name and no id: " + word + " (\"aliases\" lists the names, \"help\" the commands)"));
    }

    /** How a person calls it; the id itself if it has no name. */
    String nameOf(UUID id) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id.toString());
    }

    /** Refuses a word that no id can be called by. */
    void requireFree(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "must be small letters, digits, - and _, a letter first, 32 at most: " + name);
        }
        if (byName.containsKey(name)) {
            throw new CommandFailure(ExitCode.USAGE, "is taken (unalias " + name + " frees it): " + name);
        }
    }

    /** The first of {@code h1, h2, …} that is free. */
    String free(String prefix) {
        int number = 1;
        while (byName.containsKey(prefix + number)) number++;
        return prefix + number;
    }

    void add(String name, UUID id) {
        requireFree(name);
        byName.put(name, id);
        write();
    }

    void remove(String name) {
        if (byName.remove(name) == null) throw new CommandFailure(ExitCode.USAGE, "no such name: " + name);
        write();
    }

    Map<String, UUID> all() {
        return Map.copyOf(byName);
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Whole or not at all. */
    private void write() {
        List<String> lines = new ArrayList<>(List.of(HEADING));
        byName.forEach((name, id) -> lines.add(name + " " + id));
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(folder, ".aliases", "");
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.FAILED, "names cannot be kept (" + failed + "): --aliases=" + file);
        }
    }
}
