package io.florin.gateway.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object as a map: names to {@code Long}, {@code String}, {@code Boolean}, {@code List} or another tree. */
final class JsonTree {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private JsonTree() {}

    /** Reads one object; throws Jackson's exception if it is none. */
    static JsonTree of(byte[] text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) throw new IllegalArgumentException("not a JSON object");
            return object(json);
        }
    }

    private static JsonTree object(JsonParser json) {
        var tree = new JsonTree();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            tree.fields.put(name, value(json));
        }
        return tree;
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getString();
        };
    }

    private static List<Object> array(JsonParser json) {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) values.add(value(json));
        return values;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The number, or 0. */
    long number(String name) {
        return fields.get(name) instanceof Long number ? number : 0;
    }

    /** The text, or nothing. */
    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    boolean isTrue(String name) {
        return fields.get(name) instanceof Boolean value && value;
    }

    /** The list, or none. */
    List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }
}
