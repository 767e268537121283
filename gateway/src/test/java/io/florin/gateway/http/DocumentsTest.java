package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.Contract;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API says of itself is what it does. */
class DocumentsTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post");

    private final JsonNode document = Contract.served().document();

    @Test
    void theDocumentHasEveryResourceAndNoOther() {
        Set<String> declared = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            String form = path.getKey().replaceAll("\\{[a-z]+}", "*");
            for (String method : path.getValue().propertyNames()) {
                if (METHODS.contains(method)) declared.add(method + " " + form);
            }
        }
        Set<String> served = new TreeSet<>();
        for (Route route : Route.values()) {
            served.add(route.method().toLowerCase(Locale.ROOT) + " " + route.path());
        }
        assertEquals(served, declared);
    }

    @Test
    void theDocumentHasEveryProblemAndNoOther() {
        List<String> declared = new ArrayList<>();
        document.at("/components/schemas/ProblemCode/enum").forEach(code -> declared.add(code.stringValue()));
        assertEquals(
                ProblemCatalogue.instance().all().stream().map(Problem::code).toList(), declared);
    }

    /**
     * Every example of a request is one that the node takes: it may be refused by the ledger, but not for its shape.
     */
    @Test
    void everyExampleIsUnderstood() throws Exception {
        try (TestNode node = TestNode.start();
                Talk clients = Talk.with(node);
                Talk operators = Talk.withAdmin(node)) {
            int examples = 0;
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    JsonNode example = operation.getValue().at("/requestBody/content/application~1json/example");
                    if (example.isMissingNode()) continue;
                    Talk talk = path.getValue().has("servers") ? operators : clients;
                    RawClient.Response response = talk.send(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replace("{id}", Talk.ALICE),
                            example.toString(),
                            Talk.key(),
                            "If-Match: \"0\"");
                    assertFalse(response.body().contains("request_invalid"), response::toString);
                    assertTrue(response.headers().containsKey("Florin-Sequence"), response::toString);
                    examples++;
                }
            }
            assertEquals(8, examples);
        }
    }

    @Test
    void thePageIsMadeOfWhatTheNodeServesAlone() throws Exception {
        try (TestNode node = TestNode.start();
                Talk talk = Talk.with(node)) {
            RawClient.Response page = talk.get("/docs");
            for (String file : List.of("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/page.js")) {
                assertTrue(page.body().contains('"' + file + '"'), file);
                assertEquals(200, talk.get(file).status());
            }
            assertFalse(page.body().contains("//"), page.body());
            assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self';"));
            assertEquals("nosniff", page.header("X-Content-Type-Options"));
        }
    }

    @Test
    void whatIsNoFileOfThePageIsNotFound() throws IOException, InterruptedException {
        try (TestNode node = TestNode.start();
                Talk talk = Talk.with(node)) {
            Talk.assertProblem(404, "resource_not_found", talk.get("/docs/openapi.js"));
            Talk.assertProblem(404, "resource_not_found", talk.get("/docs/"));
        }
    }
}
