package io.florin.ops;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.florin.gateway.LedgerNames;
import io.florin.protocol.IdText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file and what overrides it, read once. Every key is known and every value has its unit before
 * anything else sees them; a mistake is one sentence that names file and line, key and value.
 */
public final class Settings {
    private static final String ROOT = "florin.";

    private final Config config;

    private Settings(Config config) {
        this.config = config;
    }

    /**
     * Reads the file, then applies overrides of the form {@code key=value}; the later of two wins.
     *
     * @param file null for defaults alone.
     * @throws ConfigurationException if a key is not known, or the file cannot be read.
     */
    public static Settings load(@Nullable Path file, List<String> overrides) {
        Config config = file == null ? ConfigFactory.empty() : parse(file);
        for (String override : overrides) config = apply(config, override);
        config = resolve(config);
        requireKnown(config.root(), List.of());
        return new Settings(config);
    }

    private static Config parse(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationException("the configuration file cannot be read: config=" + file);
        }
        try {
            return ConfigFactory.parseFile(file.toFile());
        } catch (ConfigException broken) {
            throw new ConfigurationException("not HOCON: " + broken.getMessage() + ": config=" + file, broken);
        }
    }

    private static Config apply(Config config, String override) {
        int equals = override.indexOf('=');
        if (equals < 1) throw new ConfigurationException("must be key=value: --set " + override);

        String key = override.substring(0, equals).strip();
        String path = key.startsWith(ROOT) ? key : ROOT + key;
        String text = override.substring(equals + 1).strip();
        ConfigOrigin origin = ConfigOriginFactory.newSimple("--set");
        try {
            return config.withValue(path, ConfigValueFactory.fromAnyRef(text).withOrigin(origin));
        } catch (ConfigException broken) {
            throw new ConfigurationException("must be key=value: --set " + override, broken);
        }
    }

    private static Config resolve(Config config) {
        try {
            return config.resolve();
        } catch (ConfigException broken) {
            throw new ConfigurationException("not HOCON: " + broken.getMessage(), broken);
        }
    }

    private static void requireKnown(ConfigObject object, List<String> above) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            List<String> names = new ArrayList<>(above);
            names.add(entry.getKey());
            String path = ConfigUtil.joinPath(names);
            ConfigValue value = entry.getValue();
            if (path.equals(LedgerSettings.PATH)) continue; // read as a whole
            if (Setting.ALL.stream().anyMatch(setting -> setting.path().equals(path))) {
                requireOneValue(path, value);
            } else if (value instanceof ConfigObject inner && isPrefix(path)) {
                requireKnown(inner, names);
            } else {
                throw new ConfigurationException(where(value.origin()) + "no setting has this name, the nearest is "
                        + nearest(path) + ": " + path + "=" + value.unwrapped());
            }
        }
    }

    private static void requireOneValue(String path, ConfigValue value) {
        ConfigValueType type = value.valueType();
        if (type == ConfigValueType.OBJECT || type == ConfigValueType.LIST || type == ConfigValueType.NULL) {
            throw new ConfigurationException(
                    where(value.origin()) + "must be one value: " + path + "=" + value.unwrapped());
        }
    }

    private static boolean isPrefix(String path) {
        return Setting.ALL.stream().anyMatch(setting -> setting.path().startsWith(path + "."));
    }

    private static String nearest(String path) {
        return EditDistance.nearest(
                path, Setting.ALL.stream().map(Setting::path).toList());
    }

    /** What people call their ledgers. */
    LedgerNames ledgers() {
        return LedgerSettings.of(config);
    }

    // Values, each as its kind is read.

    /** As written, or the default. */
    String text(Setting setting) {
        return written(setting).orElseGet(() -> defaultOf(setting));
    }

    /** One of these words. */
    String choice(Setting setting, List<String> words) {
        String text = text(setting);
        if (!words.contains(text)) throw wrong(setting, text, "must be one of " + String.join(", ", words));
        return text;
    }

    /** The same of an enum's names, in small letters. */
    <E extends Enum<E>> E choice(Setting setting, Class<E> words, E otherwise) {
        if (written(setting).isEmpty()) return otherwise;
        List<String> known = Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return Enum.valueOf(words, choice(setting, known).toUpperCase(Locale.ROOT));
    }

    Path path(Setting setting) {
        return Path.of(text(setting)).toAbsolutePath().normalize();
    }

    /** A path, if one is written. */
    Path path(Setting setting, Path otherwise) {
        return written(setting).isPresent() ? path(setting) : otherwise;
    }

    /** A whole number. */
    int count(Setting setting, int otherwise) {
        Optional<String> written = written(setting);
        if (written.isEmpty()) return otherwise;
        try {
            return Integer.parseInt(written.get());
        } catch (NumberFormatException notOne) {
            throw wrong(setting, written.get(), "must be a whole number");
        }
    }

    long bytes(Setting setting, long otherwise) {
        Optional<String> written = written(setting);
        if (written.isEmpty()) return otherwise;
        requireUnit(setting, written.get(), "256 MiB");
        try {
            return config.getBytes(setting.path());
        } catch (ConfigException notOne) {
            throw wrong(setting, written.get(), "must be a size such as 256 MiB");
        }
    }

    long nanos(Setting setting) {
        String text = text(setting);
        requireUnit(setting, text, "5 s");
        try {
            Config one = written(setting).isPresent() ? config : ConfigFactory.parseMap(Map.of(setting.path(), text));
            return one.getDuration(setting.path(), TimeUnit.NANOSECONDS);
        } catch (ConfigException notOne) {
            throw wrong(setting, text, "must be a duration such as 5 s");
        }
    }

    /** Ids as UUIDs or ULIDs, with commas between them; {@code none} for none. */
    List<UUID> ids(Setting setting) {
        String text = text(setting);
        if (text.equals(NodeConfig.NONE)) return List.of();
        try {
            return Arrays.stream(text.split(",", -1)).map(Settings::id).toList();
        } catch (IllegalArgumentException notOne) {
            throw wrong(setting, text, "must be UUIDs or ULIDs with commas between them, or none");
        }
    }

    private static UUID id(String text) {
        var id = new IdText();
        if (!id.parse(text.strip())) throw new IllegalArgumentException("neither a UUID nor a ULID");
        return new UUID(id.high(), id.low());
    }

    /** A host and a port; port 0 stands for any that is free. */
    InetSocketAddress address(Setting setting) {
        String text = text(setting);
        int colon = text.lastIndexOf(':');
        if (colon < 1) throw wrong(setting, text, "must be host:port");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return new InetSocketAddress(InetAddress.getByName(text.substring(0, colon)), port);
        } catch (IllegalArgumentException | UnknownHostException notOne) {
            throw wrong(setting, text, "must be host:port");
        }
    }

    /** What the operator is told; ends in name and value, and says where it was written. */
    ConfigurationException wrong(Setting setting, String value, String whatIsRight) {
        return new ConfigurationException(whereWritten(setting) + whatIsRight + ": " + setting.named(value));
    }

    /** What a record of settings says of the value it was given, with where that was written. */
    ConfigurationException wrong(IllegalArgumentException sentence) {
        String message = String.valueOf(sentence.getMessage());
        String where = Setting.ALL.stream()
                .filter(setting -> message.contains(setting.named("")))
                .findFirst()
                .map(this::whereWritten)
                .orElse("");
        return new ConfigurationException(where + message, sentence);
    }

    /** File and line of a setting, ready to stand before a sentence; empty for a default. */
    private String whereWritten(Setting setting) {
        return config.hasPath(setting.path())
                ? where(config.getValue(setting.path()).origin())
                : "";
    }

    private void requireUnit(Setting setting, String text, String example) {
        if (text.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
            throw wrong(setting, text, "must carry a unit, such as " + example);
        }
    }

    private Optional<String> written(Setting setting) {
        return config.hasPath(setting.path()) ? Optional.of(config.getString(setting.path())) : Optional.empty();
    }

    private static String defaultOf(Setting setting) {
        String text = setting.defaultText();
        if (text == null) throw new IllegalStateException("has no default of its own: " + setting.path());
        return text;
    }

    /** File and line, ready to stand before a sentence. */
    static String where(ConfigOrigin origin) {
        String name = origin.filename() == null ? origin.description() : origin.filename();
        return origin.lineNumber() < 0 ? name + "  " : name + ":" + origin.lineNumber() + "  ";
    }
}
