package io.florin.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The API as its OpenAPI document has it, as a node serves it: what every response in the tests is held against. Any
 * thread.
 */
public final class Contract {
    private static final String DOCUMENT = "florin:openapi";
    private static final String PROBLEM = "application/problem+json";
    private static final String PROBLEM_SCHEMA = "/components/schemas/Problem";

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(String yaml) {
        document = new YAMLMapper().readTree(yaml);
        registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));
    }

    private static final class Holder {
        static final Contract SERVED = served();

        private static Contract served() {
            try (TestNode node = TestNode.start();
                    RawClient client = RawClient.connect(node.gateway().httpPort())) {
                return new Contract(client.unchecked("GET", "/openapi.yaml").body());
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException("no document was served", failed);
            }
        }
    }

    /** As a node serves it. */
    public static Contract served() {
        return Holder.SERVED;
    }

    public JsonNode document() {
        return document;
    }

    /** Fails unless the document allows such an answer to such a request. */
    void check(String method, String target, RawClient.Response response) {
        String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        String template = template(path);
        JsonNode operation = document.at("/paths/" + escaped(template) + "/" + method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            boolean isSaid = List.of(401, 404, 405).contains(response.status());
            assertTrue(isSaid, () -> "not in the document: " + response);
            checkProblem(response);
            return;
        }
        String pointer = declared("/paths/" + escaped(template) + "/" + method.toLowerCase(Locale.ROOT), response);
        checkHeaders(pointer, response);
        String type = response.header("Content-Type");
        String media = pointer + "/content/" + escaped(type);
        assertTrue(!document.at(media).isMissingNode(), () -> "a type that is not declared: " + response);
        if (type.endsWith("json")) checkBody(media + "/schema", response);
    }

    /** Fails unless it is a problem as RFC 9457 and the document have it. */
    void checkProblem(RawClient.Response response) {
        assertEquals(PROBLEM, response.header("Content-Type"), response::toString);
        checkBody(PROBLEM_SCHEMA, response);
        assertEquals(
                response.status(),
                new YAMLMapper().readTree(response.body()).get("status").intValue());
    }

    boolean isProblem(RawClient.Response response) {
        return response.header("Content-Type").equals(PROBLEM);
    }

    private String declared(String operation, RawClient.Response response) {
        String responses = operation + "/responses/";
        for (String status : List.of(response.status() + "", response.status() / 100 + "XX")) {
            JsonNode found = document.at(responses + status);
            if (found.isMissingNode()) continue;
            JsonNode reference = found.get("$ref");
            return reference == null
                    ? responses + status
                    : reference.stringValue().substring(1);
        }
        return fail("a status that is not declared for " + operation + ": " + response);
    }

    private void checkHeaders(String pointer, RawClient.Response response) {
        for (Map.Entry<String, JsonNode> header :
                document.at(pointer + "/headers").properties()) {
            JsonNode reference = header.getValue().get("$ref");
            String place = reference == null
                    ? pointer + "/headers/" + escaped(header.getKey())
                    : reference.stringValue().substring(1);
            String value = response.headers().get(header.getKey());
            assertNotNull(value, () -> header.getKey() + " is missing: " + response);
            var errors = schema(place + "/schema").validate('"' + value + '"', InputFormat.JSON);
            assertTrue(errors.isEmpty(), () -> header.getKey() + ": " + errors + " in " + response);
        }
    }

    private void checkBody(String schema, RawClient.Response response) {
        var errors = schema(schema).validate(response.body(), InputFormat.JSON);
        assertTrue(errors.isEmpty(), () -> errors + " in " + response);
    }

    private Schema schema(String pointer) {
        return schemas.computeIfAbsent(pointer, place -> registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + place)));
    }

    /** The path of the document that fits best: one without a name in it wins. */
    private String template(String path) {
        if (document.get("paths").has(path)) return path;
        for (String template : document.get("paths").propertyNames()) {
            String form = template.replaceAll("\\{[a-z]+}", "[^/]*");
            if (path.matches(form)) return template;
        }
        return path;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
