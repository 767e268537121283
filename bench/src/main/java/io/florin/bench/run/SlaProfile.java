package io.florin.bench.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.florin.bench.load.LoadSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A load and what is promised of it, as a file of {@code bench/sla/} says. Unknown keys are refused.
 *
 * @param name of the file, without its ending.
 * @param sentence what the load stands for.
 * @param curve requests of each counted second.
 * @param objectives in the order of their names.
 */
record SlaProfile(
        String name,
        String sentence,
        Traffic.Kind traffic,
        int connections,
        int window,
        int accounts,
        int warmUpSeconds,
        List<Long> curve,
        List<SlaObjective> objectives) {
    /** Those that come with Florin. */
    static final List<String> NAMES =
            List.of("payroll-peak", "festival-peak", "consumer", "market-open", "full-day", "times-ten");

    private static final String ENDING = ".conf";
    private static final int HOURS = 24;
    private static final Set<String> KEYS =
            Set.of("sentence", "traffic", "connections", "window", "accounts", "warm-up", "load", "day", "objectives");
    private static final Pattern LATENCY = Pattern.compile("p\\d{1,2}(_\\d{1,2})?|max");

    /** One that comes with Florin by its name, or somebody's own by its file. */
    static SlaProfile named(String nameOrFile) throws IOException {
        if (NAMES.contains(nameOrFile)) {
            try (InputStream in = SlaProfile.class.getResourceAsStream("/io/florin/bench/sla/" + nameOrFile + ENDING)) {
                if (in == null) throw new IllegalStateException("is not in this build: profile=" + nameOrFile);
                return of(nameOrFile, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Path file = Path.of(nameOrFile);
        if (!nameOrFile.endsWith(ENDING) || !Files.exists(file)) {
            throw new IllegalArgumentException("is none of " + String.join(", ", NAMES) + ", and no file that ends in "
                    + ENDING + ": profile=" + nameOrFile);
        }
        String stem = String.valueOf(file.getFileName());
        return of(stem.substring(0, stem.length() - ENDING.length()), Files.readString(file));
    }

    /** @throws IllegalArgumentException in a sentence that ends in {@code profile=name}. */
    static SlaProfile of(String name, String text) {
        try {
            return of(name, ConfigFactory.parseString(text).resolve());
        } catch (ConfigException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(wrong.getMessage() + ": profile=" + name, wrong);
        }
    }

    private static SlaProfile of(String name, Config config) {
        for (String key : config.root().keySet()) {
            if (!KEYS.contains(key)) throw new IllegalArgumentException("there is no such key: " + key);
        }
        return new SlaProfile(
                name,
                config.getString("sentence"),
                traffic(config.getString("traffic")),
                config.getInt("connections"),
                config.getInt("window"),
                config.getInt("accounts"),
                seconds(config, "warm-up"),
                config.hasPath("day") ? day(config.getConfig("day")) : stages(config),
                objectives(config.getConfig("objectives")));
    }

    private static Traffic.Kind traffic(String text) {
        return switch (text) {
            case "binary" -> Traffic.Kind.BINARY;
            case "http" -> Traffic.Kind.HTTP;
            case "mixed" -> Traffic.Kind.MIXED;
            default -> throw new IllegalArgumentException("must be binary, http or mixed: traffic=" + text);
        };
    }

    private static List<Long> stages(Config config) {
        List<Long> curve = new ArrayList<>();
        for (Config stage : config.getConfigList("load")) {
            curve.addAll(Collections.nCopies(seconds(stage, "for"), stage.getLong("rate")));
        }
        return curve;
    }

    /**
     * The hours of a day, each so many seconds long: {@code rates = compressed} sends all payments of the day in that
     * time, {@code real} sends them as fast as the hour does, and so only some of them.
     */
    private static List<Long> day(Config day) {
        List<Integer> weights = day.getIntList("weights");
        if (weights.size() != HOURS) throw new IllegalArgumentException("must have 24 hours: day.weights=" + weights);
        long sum = weights.stream().mapToLong(Integer::longValue).sum();
        int hourSeconds = seconds(day, "hour");
        boolean isCompressed =
                switch (day.getString("rates")) {
                    case "compressed" -> true;
                    case "real" -> false;
                    default ->
                        throw new IllegalArgumentException(
                                "must be compressed or real: day.rates=" + day.getString("rates"));
                };
        long dividedBy = isCompressed ? hourSeconds : Duration.ofHours(1).toSeconds();
        List<Long> curve = new ArrayList<>();
        for (int weight : weights) {
            long rate = Math.max(1, day.getLong("payments") * weight / sum / dividedBy);
            curve.addAll(Collections.nCopies(hourSeconds, rate));
        }
        return curve;
    }

    private static List<SlaObjective> objectives(Config config) {
        Map<String, SlaObjective> objectives = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
            String key = entry.getKey();
            SlaObjective objective =
                    switch (key) {
                        case "rate" -> new SlaObjective(key, SlaObjective.Kind.RATE, percent(config, key));
                        case "success" -> new SlaObjective(key, SlaObjective.Kind.SUCCESS, percent(config, key));
                        default -> latency(config, key);
                    };
            objectives.put(key, objective);
        }
        if (objectives.isEmpty()) throw new IllegalArgumentException("promises nothing: objectives={}");
        return List.copyOf(objectives.values());
    }

    private static SlaObjective latency(Config config, String key) {
        if (!LATENCY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "must be rate, success, max or a percentile such as p99 or p99_9: objectives." + key);
        }
        return new SlaObjective(
                key, SlaObjective.Kind.LATENCY, config.getDuration(key).toNanos() / 1e6);
    }

    private static double percent(Config config, String key) {
        String text = config.getString(key).strip();
        if (!text.endsWith("%")) throw new IllegalArgumentException("must be per cent: objectives." + key + "=" + text);
        return Double.parseDouble(text.substring(0, text.length() - 1).strip());
    }

    private static int seconds(Config config, String key) {
        return Math.toIntExact(config.getDuration(key).toSeconds());
    }

    /** Counted. */
    int seconds() {
        return curve.size();
    }

    /** The same in fewer seconds, each standing for several: for trying it out. */
    SlaProfile shortened(int toSeconds) {
        if (toSeconds < 1 || toSeconds > seconds()) {
            throw new IllegalArgumentException("must be from 1 to " + seconds() + ": seconds=" + toSeconds);
        }
        List<Long> fewer = new ArrayList<>();
        for (int i = 0; i < toSeconds; i++) fewer.add(curve.get((int) ((long) i * seconds() / toSeconds)));
        return new SlaProfile(name, sentence, traffic, connections, window, accounts, warmUpSeconds, fewer, objectives);
    }

    LoadSettings load() {
        return LoadSettings.open(connections, window, warmUpSeconds, curve);
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d x %d, %,d to %,d requests/s over %d s after %d s, %,d accounts",
                traffic.name().toLowerCase(Locale.ROOT),
                connections,
                window,
                Collections.min(curve),
                Collections.max(curve),
                seconds(),
                warmUpSeconds,
                accounts);
    }
}
